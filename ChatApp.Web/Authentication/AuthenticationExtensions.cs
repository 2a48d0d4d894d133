using ChatApp.Core.Favourites;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Core.SignIn.Passwords;
using ChatApp.Core.SignIn.Registration;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication.Codes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatApp.Web.Authentication;

/// <summary>Registers how requests, hubs and circuits know their user, and the ways to sign in.</summary>
internal static class AuthenticationExtensions
{
    /// <summary>Adds sessions as the only authentication scheme, for the cookie of browsers and the bearer token of clients, and all ways
    /// to get one. Call it after <c>AddInteractiveServerComponents</c>: it takes the place of Blazor's own authentication state.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services
            .AddAuthentication(SessionAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(SessionAuthentication.Scheme, configureOptions: null);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "chatapp.csrf";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        // A hub's token may be in the address, and the host logs addresses at this level.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));

        services.AddExceptionHandler<StaleForms>();
        services.Configure<SessionLimits>(configuration.GetSection("Sessions"));
        services.Configure<QrLoginLimits>(configuration.GetSection("QrLogin"));
        services.Configure<FavouriteLimits>(configuration.GetSection("Favourites"));
        services.Configure<SameOriginOptions>(configuration.GetSection("SameOrigin"));
        services.AddOptions<SignInLimits>().Bind(configuration.GetSection("SignIn"))
            .Validate(limits => limits.CodeLifetime <= TimeSpan.FromMinutes(10), "SignIn:CodeLifetime is more than ten minutes.")
            .ValidateOnStart();

        services.TryAddSingleton<SessionService>();
        services.AddCredentials();
        services.AddSingleton<QrLoginService>();
        services.AddSingleton<QrLoginSignals>();
        services.AddSingleton<BrowserSignIn>();
        services.AddSingleton<OwnAddresses>();
        services.AddSingleton<IOwnAddresses>(provider => provider.GetRequiredService<OwnAddresses>());
        services.AddSingleton<SessionWatch>();
        services.AddSingleton(Features.From(configuration, environment));
        services.AddHostedService<SessionHousekeeping>();
        services.AddCodeSender(configuration, environment);

        services.AddScoped<CircuitSession>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitSession>());
        services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        return services;
    }

    // What opens an account, and what changes that.
    private static void AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<ChallengeService>();
        services.AddSingleton<ISecretProtector, SecretProtector>();
        services.AddSingleton<SecondFactorService>();
        services.AddSingleton<SignInCompletion>();
        services.AddSingleton<ProofService>();
        services.AddPasskeys();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<CodeSignIn>();
        services.AddSingleton<RobotCheck>();
        services.AddSingleton<RegistrationService>();
        services.AddSingleton<PasswordReset>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<FirstRun>();
    }

    // In Development codes go to the simulator, unless a carrier is configured.
    private static void AddCodeSender(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Codes");
        services.Configure<CodeOptions>(section);
        if (!string.IsNullOrEmpty(section[nameof(CodeOptions.SmtpHost)]) || !string.IsNullOrEmpty(section[nameof(CodeOptions.SmsUrl)]))
        {
            services.AddSingleton<CodeTexts>();
            services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }));
            services.AddSingleton<ICodeCarrier, SmtpCarrier>();
            services.AddSingleton<ICodeCarrier, GatewayCarrier>();
            services.AddSingleton<QueuedCodeSender>();
            services.AddSingleton<ICodeSender>(provider => provider.GetRequiredService<QueuedCodeSender>());
            services.AddHostedService(provider => provider.GetRequiredService<QueuedCodeSender>());
        }
        else if (environment.IsDevelopment())
        {
            services.AddSingleton<DevelopmentCodeSender>();
            services.AddSingleton<ICodeSender>(provider => provider.GetRequiredService<DevelopmentCodeSender>());
        }
        else
        {
            services.TryAddSingleton<ICodeSender, NoCodeSender>();
        }
    }

    // A passkey stands for both factors, so its device must have asked who holds it; and it must be found without a user name.
    private static void AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<PasskeyService>();
        services.AddScoped<PasskeyCeremonies>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
    }

    /// <summary>Knows the user of every request, and refuses what other sites make a browser send. Before anything that acts.</summary>
    public static void UseSignIn(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<Features>().PhoneSimulator)
        {
            app.Map("/simulator", absent => absent.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }

        app.UseMiddleware<SameOrigin>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<SessionConnections>();
    }

    /// <summary>Sets the headers of every answer. First of all, or errors go without them.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeaders>();

    /// <summary>Maps the forms of signing in and out, and the phone simulator where it exists.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapBrowserSignIn();
        routes.MapOwnSessions();
        routes.MapPasskeys();
        routes.MapSecondStep();
        routes.MapSecondFactor();
        routes.MapProof();
        routes.MapAccount();
        routes.MapPasswordReset();
        routes.MapRegistration();
        routes.MapQrLoginPage();
        routes.MapQrPhonePage();
        routes.MapSimulator();
    }
}

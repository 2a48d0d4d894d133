using ChatApp.Core.Announcements;
using ChatApp.Core.Favourites;
using ChatApp.Core.Profiles;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Core.Users;
using ChatApp.Data.Announcements;
using ChatApp.Data.Favourites;
using ChatApp.Data.Profiles;
using ChatApp.Data.QrLogin;
using ChatApp.Data.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Sessions;

internal static class SessionStoresExtensions
{
    public static IServiceCollection AddSessionStores(this IServiceCollection services)
    {
        services.AddSingleton<ISessionStore, EfSessionStore>();
        services.AddSingleton<ISecurityLogStore, EfSecurityLogStore>();
        services.AddSingleton<IProfileStore, EfProfileStore>();
        services.AddSingleton<IFavouriteStore, EfFavouriteStore>();
        services.AddSingleton<IAnnouncementStore, EfAnnouncementStore>();
        services.AddSingleton<IQrLoginStore, EfQrLoginStore>();
        services.AddSingleton<IAttemptStore, EfAttemptStore>();
        services.AddSingleton<ILoginCodeStore, EfLoginCodeStore>();
        services.AddSingleton<IChallengeStore, EfChallengeStore>();
        services.AddSingleton<ISecondFactorStore, EfSecondFactorStore>();
        services.AddSingleton<IPasskeyStore, EfPasskeyStore>();
        services.AddSingleton<IAccountStore, EfAccountStore>();
        services.AddSingleton<VerifiedPasswords>();
        services.AddSingleton<IAccountCredentials, IdentityAccountCredentials>();

        // PBKDF2 with HMAC-SHA512; 210,000 rounds is OWASP's figure for it.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services
            .AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = 8;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.User.AllowedUserNameCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<ChatAppDbContext>();
        return services;
    }
}

using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn.Registration;

/// <summary>Makes accounts for who asks for one, as far as <c>Registration.Mode</c> allows.</summary>
public sealed partial class RegistrationService(
    IAccountCredentials credentials,
    IAccountStore accounts,
    ICodeSender sender,
    ChallengeService challenges,
    RobotCheck robots,
    AttemptLimiter attempts,
    SessionService sessions,
    ServerSettings settings,
    IOptions<SignInLimits> limits,
    ILogger<RegistrationService> logger)
{
    private static readonly Limiter PerAddress = new("register.address", FailureMode.Closed);
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Who may make an account.</summary>
    public RegistrationMode Mode => Enum.Parse<RegistrationMode>(settings.Text(ServerSettingNames.RegistrationMode), ignoreCase: true);

    /// <summary>The version of the terms in force; 0 for none.</summary>
    public int TermsVersion => settings.Number(ServerSettingNames.RegistrationTermsVersion);

    /// <summary>Where the terms can be read.</summary>
    public string TermsAddress => settings.Text(ServerSettingNames.RegistrationTermsAddress);

    /// <summary>Makes an invitation: one account, within seven days. The caller has checked that the actor may.</summary>
    /// <returns>The secret of its link.</returns>
    public Task<string> InviteAsync(UserId by, CancellationToken cancellationToken)
        => challenges.BeginAsync(new Challenge(ChallengePurpose.Invitation, User: null, by.Value), answer: null, InvitationLifetime, cancellationToken);

    /// <summary>Whether an invitation can still be used.</summary>
    public async Task<bool> IsInvitationAsync(string? invitation, CancellationToken cancellationToken)
        => await challenges.FindAsync(ChallengePurpose.Invitation, invitation, cancellationToken) is not null;

    /// <summary>Sends a code to an e-mail address of the organisation. Whether somebody has it already is not told: then none is sent.</summary>
    /// <returns>The secret that must come back with the code, or <see cref="ErrorCode.InvalidRequest"/> for what is no address of the organisation,
    /// <see cref="ErrorCode.Forbidden"/> where no address is asked for or none can be written to, <see cref="ErrorCode.CheckFailed"/>, <see cref="ErrorCode.TooFast"/>.</returns>
    public async Task<Outcome<string>> SendCodeAsync(RegistrationDraft draft, string email, string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (Mode != RegistrationMode.Domain || !sender.Serves(CodeChannel.Email))
        {
            return ErrorCode.Forbidden;
        }

        if (!Contact.TryRead(CodeChannel.Email, email, out var contact) || !IsOfOrganisation(contact.Address))
        {
            return ErrorCode.InvalidRequest;
        }

        if (await RefuseRobotAsync(draft, address, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var code = ChallengeService.NewCode();
        var secret = await challenges.BeginAsync(
            new Challenge(ChallengePurpose.Registration, User: null, contact.Address), code, _limits.CodeLifetime, cancellationToken);
        if (!await accounts.IsTakenAsync(contact, cancellationToken))
        {
            await sender.SendAsync(
                new CodeMessage(User: null, contact.Address, contact, CodePurpose.Registration, code, _limits.CodeLifetime, CultureInfo.CurrentUICulture.Name),
                cancellationToken);
        }

        return secret;
    }

    /// <summary>Makes the account and signs its owner in.</summary>
    /// <returns>The session, or <see cref="ErrorCode.Forbidden"/> where nobody may; <see cref="ErrorCode.Lapsed"/> for an invitation that is none;
    /// <see cref="ErrorCode.WrongCode"/>; <see cref="ErrorCode.TermsRequired"/>; <see cref="ErrorCode.CheckFailed"/>; <see cref="ErrorCode.TooFast"/>;
    /// <see cref="ErrorCode.NameTaken"/>; <see cref="ErrorCode.WeakPassword"/>; <see cref="ErrorCode.InvalidRequest"/> for a name that cannot be.</returns>
    public async Task<Outcome<IssuedSession>> RegisterAsync(RegistrationDraft draft, ClientInfo client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(client);
        var mode = Mode;
        if (mode == RegistrationMode.Closed)
        {
            return ErrorCode.Forbidden;
        }

        if (TermsVersion > 0 && !draft.TermsAccepted)
        {
            return ErrorCode.TermsRequired;
        }

        // With a code that was sent, the robot was judged when it was asked for.
        if (mode != RegistrationMode.Domain && await RefuseRobotAsync(draft, client.Address, cancellationToken) is { } robot)
        {
            return robot;
        }

        if (credentials.FindFault(draft.UserName, draft.DisplayName, draft.Password) is { } fault)
        {
            return fault;
        }

        if (await credentials.FindAsync(draft.UserName.Trim(), cancellationToken) is not null)
        {
            return ErrorCode.NameTaken;
        }

        // Used up last, so that a name that is taken or a password that is too weak costs nobody the invitation or the code.
        string? email = null;
        if (mode == RegistrationMode.Invite && await challenges.TakeAsync(ChallengePurpose.Invitation, draft.Invitation, cancellationToken) is null)
        {
            return ErrorCode.Lapsed;
        }

        if (mode == RegistrationMode.Domain)
        {
            var confirmed = await challenges.TryAnswerAsync(
                ChallengePurpose.Registration, draft.EmailSecret, draft.EmailCode?.Trim() ?? string.Empty, _limits.TriesPerCode, cancellationToken);
            if (confirmed?.Data is null)
            {
                return ErrorCode.WrongCode;
            }

            email = confirmed.Data;
        }

        var created = await credentials.CreateAsync(
            draft.UserName, draft.DisplayName, draft.Password, email, TermsVersion > 0 ? TermsVersion : null, cancellationToken);
        if (created.Refusal is { } refusal)
        {
            return refusal;
        }

        LogRegistered(created.Value.Id, mode, client.Address);
        return await sessions.OpenAsync(
            client.For(created.Value.UserId, SignInMeans.Registration) with { Proof = SessionProof.OneFactor }, CancellationToken.None);
    }

    private async Task<ErrorCode?> RefuseRobotAsync(RegistrationDraft draft, string address, CancellationToken cancellationToken)
        => !await attempts.TakeAsync(PerAddress, address, _limits.RegistrationsPerAddress, TimeSpan.FromHours(1), cancellationToken)
            ? ErrorCode.TooFast
            : (await robots.JudgeAsync(draft.RobotSecret, draft.RobotWork, draft.RobotAnswer, address, cancellationToken)).Refusal;

    private bool IsOfOrganisation(string email)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return settings.Text(ServerSettingNames.RegistrationDomains)
            .Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(known => string.Equals(known.TrimStart('@'), domain, StringComparison.OrdinalIgnoreCase));
    }

    [LoggerMessage(EventIds.Registered, LogLevel.Information, "{User} made an account, mode {Mode}, from {Address}.")]
    private partial void LogRegistered(string user, RegistrationMode mode, string address);
}

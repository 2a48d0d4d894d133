using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Registration;

namespace ChatApp.Core.Administration;

/// <summary>Invitations to make an account, for administrators.</summary>
public sealed class InvitationAdministration(RegistrationService registration, AuditLog audit)
{
    /// <summary>Whether invitations lead anywhere now.</summary>
    public bool IsOn => registration.Mode == RegistrationMode.Invite;

    /// <summary>Makes an invitation: one account, within seven days.</summary>
    /// <param name="actor">Who invites.</param>
    /// <param name="reason">Whom or why; asked for, and kept in the audit log.</param>
    /// <param name="cancellationToken">Observed until the invitation is stored.</param>
    /// <returns>The secret of its link, shown this once; <see cref="ErrorCode.Forbidden"/>; <see cref="ErrorCode.ProofRequired"/>;
    /// <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.Conflict"/> while the mode of registration is another.</returns>
    public async Task<Outcome<string>> InviteAsync(Administrator actor, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        if (actor.MustProve)
        {
            return ErrorCode.ProofRequired;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ErrorCode.InvalidRequest;
        }

        if (!IsOn)
        {
            return ErrorCode.Conflict;
        }

        var invitation = await registration.InviteAsync(actor.Id, cancellationToken);
        await audit.RecordAsync(actor.Id, "user.invite", "registration", new { }, reason, CancellationToken.None);
        return invitation;
    }
}

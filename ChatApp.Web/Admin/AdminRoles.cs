using ChatApp.Core.Users;

namespace ChatApp.Web.Admin;

/// <summary>Who may enter the administration, as attributes ask for it.</summary>
public static class AdminRoles
{
    /// <summary>Every role; what each may do there, the services of the administration ask the store again for every act.</summary>
    public const string Any = $"{Roles.Admin},{Roles.Moderator},{Roles.Auditor}";
}

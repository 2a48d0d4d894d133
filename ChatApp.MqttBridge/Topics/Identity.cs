using ChatApp.Core.Kernel;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Who a client is to the broker.</summary>
/// <param name="User">The account; <see cref="Anonymous"/> for a client of the open mode.</param>
/// <param name="Roles">The account's roles when it connected.</param>
internal sealed record Identity(UserId User, IReadOnlyCollection<string> Roles)
{
    /// <summary>The one name of all anonymous clients, which no account can have.</summary>
    public static readonly UserId Anonymous = new("*anonymous*");

    public bool IsAnonymous => User == Anonymous;
}

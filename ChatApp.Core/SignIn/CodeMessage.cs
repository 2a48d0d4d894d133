using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn;

/// <summary>A sign-in code on its way to a person.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="UserName">The name the person signs in with.</param>
/// <param name="PhoneNumber">Where to send it, or <see langword="null"/> when the account has no number.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Lifetime">How long it works.</param>
public sealed record CodeMessage(UserId User, string UserName, string? PhoneNumber, string Code, TimeSpan Lifetime);

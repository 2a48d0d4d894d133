using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Codes;

namespace ChatApp.Core.SignIn;

/// <summary>A code on its way to a person.</summary>
/// <param name="User">Whose it is, or <see langword="null"/> while there is no account yet.</param>
/// <param name="UserName">The name the person signs in with.</param>
/// <param name="To">Where to send it, or <see langword="null"/> when the account has neither number nor address: only in Development it is seen then.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Lifetime">How long it works.</param>
/// <param name="Language">The language of whoever asked for it, as <c>zh-Hans</c>.</param>
public sealed record CodeMessage(UserId? User, string UserName, Contact? To, CodePurpose Purpose, string Code, TimeSpan Lifetime, string Language);

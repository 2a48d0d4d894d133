using System.Text.Json;

namespace ChatApp.Web.Authentication;

/// <summary>What a browser is asked, for the script of the page.</summary>
/// <param name="Secret">Must come back with the answer.</param>
/// <param name="Options">The options of WebAuthn, in its JSON.</param>
internal sealed record PasskeyQuestion(string Secret, JsonElement Options);

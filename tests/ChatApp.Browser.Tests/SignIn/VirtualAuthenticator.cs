using ChatApp.Browser.Tests.Support;

namespace ChatApp.Browser.Tests.SignIn;

/// <summary>A phone's or laptop's passkeys inside the browser: Chromium's own, over the DevTools protocol.</summary>
internal static class VirtualAuthenticator
{
    /// <param name="person">Whose browser gets it.</param>
    /// <param name="offers">Whether the browser offers passkeys by itself; a virtual one is then taken as soon as a page asks.</param>
    public static async Task AttachAsync(Actor person, bool offers)
    {
        if (!offers)
        {
            await person.Page.AddInitScriptAsync("if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;");
        }

        var devTools = await person.Context.NewCDPSessionAsync(person.Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
    }
}

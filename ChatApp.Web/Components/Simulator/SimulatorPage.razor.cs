using System.Text.Json;
using ChatApp.Core.SignIn;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Simulator;

/// <summary>A page that plays a phone, for people without one: a client of the HTTP API like any other, with a session of its own.</summary>
public sealed partial class SimulatorPage : ComponentBase
{
    // What its script says after an answer, by the answer's name.
    private static readonly Dictionary<string, string> ScriptTexts = new(StringComparer.Ordinal)
    {
        ["WrongCredentials"] = "login.error.WrongCredentials",
        ["LockedOut"] = "login.error.TooFast",
        ["Suspended"] = "login.error.Suspended",
        ["WrongCode"] = "login.error.WrongCode",
        ["InvalidRequest"] = "login.error.InvalidRequest",
        ["TooFast"] = "phone.tooFast",
        ["Offline"] = "login.error.Offline",
        ["Other"] = "login.error.Other",
        ["NotACode"] = "phone.invalid",
        ["QrExpired"] = "phone.expired",
        ["Forbidden"] = "phone.forbidden",
        ["QrTaken"] = "phone.taken",
        ["QrWrongNumber"] = "phone.wrong",
        ["QrRefused"] = "phone.dead",
        ["done"] = "phone.done",
        ["refused"] = "phone.refused",
        ["timedOut"] = "phone.timedOut",
        ["cancelled"] = "phone.cancelledThere",
        ["cancelledOnPhone"] = "phone.cancelledHere",
        ["ended"] = "sim.ended",
        ["noCamera"] = "sim.noCamera",
        ["cameraRefused"] = "sim.cameraRefused",
    };

    private bool HasCodes => Services.GetRequiredService<CodeSignIn>().IsAvailable;

    private string Texts => JsonSerializer.Serialize(ScriptTexts.ToDictionary(text => text.Key, text => T[text.Value].Value, StringComparer.Ordinal));
}

using System.Net;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Finds out who connects: by the device's token, or by the account's own password where the configuration allows it.</summary>
/// <param name="sessions">Knows the tokens.</param>
/// <param name="passwords">Knows the passwords; <see langword="null"/> where only tokens are taken.</param>
internal sealed class ClientAuthentication(SessionService sessions, PasswordSignIn? passwords)
{
    private const int MaxTokenBytes = 128;
    private const int MaxPasswordBytes = 1_024;

    /// <summary>The session of a client that proves who its user is; a password opens a new one for the device.</summary>
    /// <param name="connect">Its client id has the form of a device id.</param>
    /// <param name="address">Where it comes from; too many wrong passwords lock it out.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The session; <see cref="ErrorCode.Unauthenticated"/>, <see cref="ErrorCode.Suspended"/> (only to who knows the password), or
    /// <see cref="ErrorCode.InvalidRequest"/> for the token of another device.</returns>
    public async Task<Outcome<AuthenticatedSession>> FindAsync(ConnectPacket connect, IPAddress? address, CancellationToken cancellationToken)
    {
        if (connect.UserName is not { } userName || connect.Password is not { Length: > 0 and <= MaxPasswordBytes } password)
        {
            return ErrorCode.Unauthenticated;
        }

        var secret = Encoding.UTF8.GetString(password.Span);
        var found = password.Length <= MaxTokenBytes ? await sessions.AuthenticateAsync(secret, cancellationToken) : null;

        // A browser's token lives in its cookie and opens nothing else.
        if (found is null || found.Session.Kind == SessionKind.Browser)
        {
            return passwords is null ? ErrorCode.Unauthenticated : await SignInAsync(passwords, userName, secret, connect.ClientId, address, cancellationToken);
        }

        if (userName != found.Session.User.Value && !string.Equals(userName, found.UserName, StringComparison.OrdinalIgnoreCase))
        {
            return ErrorCode.Unauthenticated;
        }

        return found.Session.Device.Value == connect.ClientId ? found : ErrorCode.InvalidRequest;
    }

    private async Task<Outcome<AuthenticatedSession>> SignInAsync(
        PasswordSignIn passwords, string userName, string password, string device, IPAddress? address, CancellationToken cancellationToken)
    {
        var client = new ClientInfo(SessionKind.Device, Platform.Unset, new DeviceId(device), device, address?.ToString() ?? string.Empty)
        {
            AddressIsCounted = address is null || !IPAddress.IsLoopback(address),
        };
        var issued = await passwords.SignInAsync(userName, password, client, cancellationToken);
        if (issued.Refusal is { } refusal)
        {
            return refusal == ErrorCode.Suspended ? refusal : ErrorCode.Unauthenticated;
        }

        return await sessions.AuthenticateAsync(issued.Value.Token, cancellationToken) is { } signedIn ? signedIn : ErrorCode.Unauthenticated;
    }
}

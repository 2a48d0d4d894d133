using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.SignIn;

/// <summary>Makes the first administrator by a link that the program prints while it has none. The product has no default password.</summary>
public sealed partial class FirstRun(IAccountCredentials credentials, SessionService sessions, ILogger<FirstRun> logger) : IDisposable
{
    private const int TokenBytes = 32;

    private readonly SemaphoreSlim _gate = new(1);
    private byte[]? _tokenHash;

    /// <summary>Makes the token of the link <c>/setup/{token}</c>; an older one stops working. It lives in memory: a restart prints a new one.</summary>
    /// <returns>The token, or <see langword="null"/> when there is an administrator already.</returns>
    public async Task<string?> CreateTokenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await credentials.AnyAdministratorAsync(cancellationToken))
            {
                _tokenHash = null;
                return null;
            }

            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
            _tokenHash = Hash(token);
            return token;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whether the link still leads anywhere.</summary>
    public bool IsOpen(string token) => _tokenHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(token));

    /// <summary>Makes the administrator, signs the browser in, and closes the link.</summary>
    /// <returns>The session; <see cref="ErrorCode.NotFound"/> for a link that was used or never was; <see cref="ErrorCode.NameTaken"/>;
    /// <see cref="ErrorCode.InvalidRequest"/> for a name or password that the rules do not allow. The link stays open after the last two.</returns>
    public async Task<Outcome<IssuedSession>> RedeemAsync(
        string token, string userName, string displayName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsOpen(token) || await credentials.AnyAdministratorAsync(cancellationToken))
            {
                return ErrorCode.NotFound;
            }

            var created = await credentials.CreateAdministratorAsync(userName, displayName, password, cancellationToken);
            if (created.Refusal is { } refusal)
            {
                return refusal;
            }

            _tokenHash = null;
            LogFirstAdministrator(created.Value.Id, client.Address);
            return await sessions.OpenAsync(client.For(created.Value.UserId, SignInMeans.Registration) with { Proof = SessionProof.OneFactor }, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    [LoggerMessage(EventIds.FirstAdministrator, LogLevel.Warning, "{User} became the first administrator, from {Address}.")]
    private partial void LogFirstAdministrator(string user, string address);
}

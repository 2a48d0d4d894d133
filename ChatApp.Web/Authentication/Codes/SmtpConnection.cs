using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>One connection to a mail server, for one letter: as much of RFC 5321 as it takes to hand one over, over TLS.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    // RFC 5321, 4.5.3.1.5; what is longer is no answer of a mail server.
    private const int MaxLine = 512;
    private const int MaxLines = 64;

    private readonly TcpClient _client;
    private Stream _stream;

    private SmtpConnection(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>Connects, secures the connection, and logs in where the configuration says so.</summary>
    public static async Task<SmtpConnection> OpenAsync(CodeOptions options, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(options.SmtpHost, options.SmtpPort, cancellationToken);
            var connection = new SmtpConnection(client);
            await connection.GreetAsync(options, cancellationToken);
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Hands a letter over.</summary>
    public async Task SendAsync(string from, string to, string letter, CancellationToken cancellationToken)
    {
        await AskAsync($"MAIL FROM:<{from}>", '2', cancellationToken);
        await AskAsync($"RCPT TO:<{to}>", '2', cancellationToken);
        await AskAsync("DATA", '3', cancellationToken);

        // A line that begins with a dot would be the letter's end.
        var body = letter.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await AskAsync($"{body}\r\n.", '2', cancellationToken);
        await AskAsync("QUIT", '2', cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task GreetAsync(CodeOptions options, CancellationToken cancellationToken)
    {
        if (options.SmtpSecurity == "tls")
        {
            await SecureAsync(options.SmtpHost, cancellationToken);
        }

        await ReadAsync('2', cancellationToken);
        await AskAsync("EHLO chatapp", '2', cancellationToken);
        if (options.SmtpSecurity == "starttls")
        {
            // A server that does not offer it is refused: falling back would hand codes and password to whoever listens.
            await AskAsync("STARTTLS", '2', cancellationToken);
            await SecureAsync(options.SmtpHost, cancellationToken);
            await AskAsync("EHLO chatapp", '2', cancellationToken);
        }

        if (options.SmtpUser.Length > 0)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{options.SmtpUser}\0{options.SmtpPassword}"));
            await AskAsync($"AUTH PLAIN {login}", '2', cancellationToken, "AUTH PLAIN");
        }
    }

    private async Task SecureAsync(string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
    }

    private async Task AskAsync(string line, char expected, CancellationToken cancellationToken, string? shown = null)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        await ReadAsync(expected, cancellationToken, shown ?? line.Split(' ', ':')[0]);
    }

    // An answer is "250 text", or several lines "250-text" with such a one at the end.
    private async Task ReadAsync(char expected, CancellationToken cancellationToken, string asked = "the connection")
    {
        for (var at = 0; at < MaxLines; at++)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || line[0] != expected)
            {
                throw new IOException($"The mail server answered {asked} with {(line.Length >= 3 ? line[..3] : "nothing")}.");
            }

            if (line.Length == 3 || line[3] != '-')
            {
                return;
            }
        }

        throw new IOException("The mail server does not stop talking.");
    }

    // Byte by byte: what follows the answer to STARTTLS belongs to TLS, and must not be read with it.
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new byte[MaxLine];
        for (var length = 0; length < MaxLine; length++)
        {
            if (await _stream.ReadAsync(line.AsMemory(length, 1), cancellationToken) == 0)
            {
                throw new IOException("The mail server hung up.");
            }

            if (line[length] == (byte)'\n')
            {
                return Encoding.ASCII.GetString(line, 0, length).TrimEnd('\r');
            }
        }

        throw new IOException("The mail server's answer is too long.");
    }
}

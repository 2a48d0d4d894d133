using System.Net.Mail;
using System.Threading.Channels;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>
/// Puts codes into a queue and sends them one after the other. The request that asked for one is answered before, so its time tells nothing. A full queue
/// drops what comes: the person asks for another code.
/// </summary>
internal sealed partial class QueuedCodeSender : BackgroundService, ICodeSender
{
    private readonly Dictionary<CodeChannel, ICodeCarrier> _carriers;
    private readonly Channel<CodeMessage> _waiting;
    private readonly TimeSpan _timeout;
    private readonly ILogger<QueuedCodeSender> _logger;

    public QueuedCodeSender(IEnumerable<ICodeCarrier> carriers, IOptions<CodeOptions> options, ILogger<QueuedCodeSender> logger)
    {
        _carriers = carriers.Where(carrier => carrier.IsConfigured).ToDictionary(carrier => carrier.Channel);
        _waiting = Channel.CreateBounded<CodeMessage>(new BoundedChannelOptions(options.Value.MaxWaiting) { SingleReader = true });
        _timeout = options.Value.Timeout;
        _logger = logger;
    }

    public bool IsAvailable => _carriers.Count > 0;

    public bool Serves(CodeChannel channel) => _carriers.ContainsKey(channel);

    public Task SendAsync(CodeMessage message, CancellationToken cancellationToken)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            LogFull();
        }

        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (message.To is not { } to || !_carriers.TryGetValue(to.Channel, out var carrier))
            {
                continue;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(_timeout);
            try
            {
                await carrier.CarryAsync(message, to.Address, patience.Token);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested && fault is IOException or HttpRequestException or OperationCanceledException or SmtpException
                or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
            {
                LogFault(to.Channel, to.Masked(), fault);
            }
        }
    }

    [LoggerMessage(EventIds.CodeNotSent, LogLevel.Error, "A code by {Channel} to {Address} could not be sent.")]
    private partial void LogFault(CodeChannel channel, string address, Exception fault);

    [LoggerMessage(EventIds.CodeQueueFull, LogLevel.Error, "So many codes wait for their carrier that one was dropped.")]
    private partial void LogFull();
}

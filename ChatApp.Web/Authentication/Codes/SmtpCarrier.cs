using System.Globalization;
using System.Net.Mail;
using System.Text;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>Sends codes by e-mail.</summary>
internal sealed class SmtpCarrier(IOptions<CodeOptions> options, CodeTexts texts, TimeProvider clock) : ICodeCarrier
{
    private readonly CodeOptions _options = options.Value;

    public CodeChannel Channel => CodeChannel.Email;

    public bool IsConfigured => _options.SmtpHost.Length > 0;

    public async Task CarryAsync(CodeMessage message, string address, CancellationToken cancellationToken)
    {
        var from = new MailAddress(_options.SmtpFrom);
        var to = new MailAddress(address);
        var (subject, text) = texts.Of(message);
        await using var connection = await SmtpConnection.OpenAsync(_options, cancellationToken);
        await connection.SendAsync(from.Address, to.Address, Letter(from, to, subject, text), cancellationToken);
    }

    // Subject and text in Base64: every server takes that, whatever language it is.
    private string Letter(MailAddress from, MailAddress to, string subject, string text) => string.Join(
        "\r\n",
        $"From: ChatApp <{from.Address}>",
        $"To: <{to.Address}>",
        $"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=",
        string.Create(CultureInfo.InvariantCulture, $"Date: {clock.GetUtcNow():ddd, dd MMM yyyy HH:mm:ss} +0000"),
        $"Message-ID: <{Guid.NewGuid():N}@{from.Host}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        string.Empty,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks),
        string.Empty);
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>Sends codes by SMS through a gateway's HTTP interface, whose request is a template of the configuration.</summary>
internal sealed class GatewayCarrier(HttpClient http, IOptions<CodeOptions> options, CodeTexts texts, TimeProvider clock) : ICodeCarrier
{
    private readonly CodeOptions _options = options.Value;

    public CodeChannel Channel => CodeChannel.Sms;

    public bool IsConfigured => _options.SmsUrl.Length > 0;

    public async Task CarryAsync(CodeMessage message, string address, CancellationToken cancellationToken)
    {
        var body = Body(message, address);
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.SmsUrl)
        {
            Content = new StringContent(
                body, Encoding.UTF8, new MediaTypeHeaderValue(_options.SmsFormat == "json" ? "application/json" : "application/x-www-form-urlencoded")),
        };
        request.Headers.TryAddWithoutValidation(_options.SmsHeader, _options.SmsSigned ? Signature(body) : _options.SmsSecret);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private string Body(CodeMessage message, string address)
    {
        var minutes = ((int)Math.Ceiling(message.Lifetime.TotalMinutes)).ToString(CultureInfo.InvariantCulture);
        return _options.SmsBody
            .Replace("{to}", Encode(address), StringComparison.Ordinal)
            .Replace("{code}", Encode(message.Code), StringComparison.Ordinal)
            .Replace("{minutes}", Encode(minutes), StringComparison.Ordinal)
            .Replace("{text}", Encode(texts.Of(message).Text), StringComparison.Ordinal);
    }

    private string Encode(string value) => _options.SmsFormat == "json" ? JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : Uri.EscapeDataString(value);

    private string Signature(string body)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_options.SmsSecret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexStringLower(mac)}";
    }
}

using System.Net;
using System.Net.Mail;
using System.Text.Json;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>Finds before the start what would keep codes from being sent.</summary>
internal static class CodeOptionsCheck
{
    public static IEnumerable<string> FindMistakes(CodeOptions options) => Smtp(options).Concat(Sms(options));

    private static IEnumerable<string> Smtp(CodeOptions options)
    {
        if (options.SmtpHost.Length == 0)
        {
            yield break;
        }

        if (!MailAddress.TryCreate(options.SmtpFrom, out _))
        {
            yield return "Codes:SmtpFrom must be an e-mail address.";
        }

        if (options.SmtpSecurity is not ("starttls" or "tls" or "none"))
        {
            yield return "Codes:SmtpSecurity must be starttls, tls or none.";
        }

        if (options.SmtpSecurity == "none" && !IsThisMachine(options.SmtpHost))
        {
            yield return "Codes:SmtpSecurity is none, which would show codes to the network: only a server on this machine may be spoken to like that.";
        }

        if (options.SmtpPort is < 1 or > 65_535)
        {
            yield return "Codes:SmtpPort must be from 1 to 65535.";
        }
    }

    private static IEnumerable<string> Sms(CodeOptions options)
    {
        if (options.SmsUrl.Length == 0)
        {
            yield break;
        }

        if (!Uri.TryCreate(options.SmsUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || (url.Scheme == "http" && !IsThisMachine(url.Host)))
        {
            yield return "Codes:SmsUrl must be an https address.";
        }

        if (options.SmsFormat is not ("json" or "form"))
        {
            yield return "Codes:SmsFormat must be json or form.";
        }

        if (!options.SmsBody.Contains("{to}", StringComparison.Ordinal)
            || !(options.SmsBody.Contains("{code}", StringComparison.Ordinal) || options.SmsBody.Contains("{text}", StringComparison.Ordinal)))
        {
            yield return "Codes:SmsBody must have {to}, and {code} or {text}.";
        }

        if (options.SmsFormat == "json" && !IsJson(options.SmsBody))
        {
            yield return "Codes:SmsBody is not JSON.";
        }

        if (options.SmsSecret.Length == 0)
        {
            yield return "Codes:SmsSecret is missing: a gateway that asks for no secret sends for anybody.";
        }
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

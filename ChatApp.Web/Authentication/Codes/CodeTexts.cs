using System.Globalization;
using ChatApp.Core.SignIn;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Authentication.Codes;

/// <summary>What stands in the messages that carry codes, in the language of whoever asked.</summary>
internal sealed class CodeTexts(IStringLocalizer<Texts> text)
{
    public (string Subject, string Text) Of(CodeMessage message)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(message.Language);
        try
        {
            var minutes = (int)Math.Ceiling(message.Lifetime.TotalMinutes);
            return (text["code.subject", message.Code], text[$"code.{message.Purpose}", message.Code, minutes]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

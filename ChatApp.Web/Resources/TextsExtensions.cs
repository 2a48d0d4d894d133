using System.Globalization;
using ChatApp.Core.Kernel;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Resources;

/// <summary>Reads texts that depend on a number or a code.</summary>
public static class TextsExtensions
{
    /// <summary>The text of <c>key.one</c> for 1 and of <c>key.other</c> else; the number is {0}.</summary>
    public static string Plural(this IStringLocalizer<Texts> texts, string key, long count)
        => texts[count == 1 ? $"{key}.one" : $"{key}.other", count.ToString("N0", CultureInfo.CurrentCulture)];

    /// <summary>Why something was refused, in words that say what to do.</summary>
    public static string Refusal(this IStringLocalizer<Texts> texts, ErrorCode code)
    {
        var text = texts[$"refused.{code}"];
        return text.ResourceNotFound ? texts["refused.other", (int)code] : text;
    }
}

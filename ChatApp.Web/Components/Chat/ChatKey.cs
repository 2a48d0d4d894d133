using System.Globalization;
using ChatApp.Core.Conversations;

namespace ChatApp.Web.Components.Chat;

/// <summary>Names conversations in addresses and to the scripts.</summary>
public static class ChatKey
{
    /// <summary>The name the scripts keep drafts and unsent messages under: <c>type/id/line</c>.</summary>
    public static string Of(ConversationTarget target)
        => string.Create(CultureInfo.InvariantCulture, $"{(int)target.Type}/{target.Id}/{target.Line}");

    /// <summary>The address of a conversation's page.</summary>
    public static string Address(ConversationTarget target)
    {
        var type = Enum.IsDefined(target.Type) ? target.Type.ToString().ToLowerInvariant() : "single";
        var address = $"chat/{type}/{Uri.EscapeDataString(target.Id)}";
        return target.Line == 0 ? address : string.Create(CultureInfo.InvariantCulture, $"{address}?line={target.Line}");
    }

    /// <summary>Reads what <see cref="Of"/> wrote; the scripts are the browser's, so it is checked.</summary>
    public static bool TryParse(string? key, out ConversationTarget target)
    {
        target = default;
        if (key?.Split('/') is not [var type, var id, var line]
            || !int.TryParse(type, CultureInfo.InvariantCulture, out var typeNumber)
            || !int.TryParse(line, CultureInfo.InvariantCulture, out var lineNumber))
        {
            return false;
        }

        target = new ConversationTarget((ConversationType)typeNumber, id, lineNumber);
        return target.IsWellFormed;
    }

    /// <summary>Reads the parts of an address: the type by its name or number.</summary>
    public static bool TryParse(string? type, string? id, int? line, out ConversationTarget target)
    {
        target = Enum.TryParse<ConversationType>(type, ignoreCase: true, out var known)
            ? new ConversationTarget(known, id ?? string.Empty, line ?? 0)
            : default;
        return id is not null && target.IsWellFormed;
    }
}

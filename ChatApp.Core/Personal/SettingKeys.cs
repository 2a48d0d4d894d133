using System.Globalization;
using ChatApp.Core.Conversations;

namespace ChatApp.Core.Personal;

/// <summary>The key of a setting that is about a conversation: <c>type-line-target</c>, as the person names the conversation.</summary>
public static class SettingKeys
{
    /// <summary>The key of a conversation.</summary>
    public static string Of(ConversationTarget target)
        => string.Create(CultureInfo.InvariantCulture, $"{(int)target.Type}-{target.Line}-{target.Id}");

    /// <summary>Reads a key. Only the form that <see cref="Of"/> writes is one: two keys of one conversation would be two settings.</summary>
    public static bool TryParse(string key, out ConversationTarget target)
    {
        target = default;
        var parts = key.Split('-', 3);
        if (parts.Length != 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var type)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return false;
        }

        target = new ConversationTarget((ConversationType)type, parts[2], line);
        return target.IsWellFormed && Of(target) == key;
    }
}

using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Settings;

namespace ChatApp.Web.Components.Chat;

/// <summary>Which acts a page offers on a message. The server judges again when one is chosen.</summary>
internal static class MessageRights
{
    /// <summary>The acts by name, with spaces between, as <c>message-menu.js</c> reads them.</summary>
    public static string Of(Message message, UserId me, MemberRole role, ServerSettings settings, DateTimeOffset now)
    {
        List<string> acts = [];
        var age = now - message.SentAt;
        if (message.Sender == me && message.Kind == MessageKind.Text && age < Seconds(settings, ServerSettingNames.MessagesEditWindow))
        {
            acts.Add("edit");
        }

        if (role == MemberRole.Owner || (message.Sender == me && age < Seconds(settings, ServerSettingNames.MessagesRecallWindow))
            || (role == MemberRole.Manager && message.Sender != me))
        {
            acts.Add("recall");
        }

        return string.Join(' ', acts);
    }

    private static TimeSpan Seconds(ServerSettings settings, SettingDefinition setting) => TimeSpan.FromSeconds(settings.Number(setting));
}

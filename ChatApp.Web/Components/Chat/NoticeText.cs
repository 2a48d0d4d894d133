using System.Text.Json;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>Puts what happened in a group into words.</summary>
internal static class NoticeText
{
    private const int NamedPeople = 3;

    /// <summary>The people a notice speaks of, so that their names can be read before it is written.</summary>
    public static IEnumerable<UserId> People(Message message)
        => Read(message) is { } notice ? notice.People.Select(person => new UserId(person)).Append(message.Sender) : [message.Sender];

    public static string Write(Message message, People people, UserId me, IStringLocalizer<Texts> texts)
    {
        var actor = message.Sender == me ? texts["you"].Value : people.NameOf(message.Sender);
        var notice = Read(message);
        return notice?.Event switch
        {
            "created" when notice.People.Count == 0 => texts["notice.createdAlone", actor],
            "created" => texts["notice.created", actor, Names(notice)],
            "added" => texts["notice.added", actor, Names(notice)],
            "removed" => texts["notice.removed", actor, Names(notice)],
            _ => texts["notice.other"],
        };

        string Name(UserId person) => person == me ? texts["you.object"] : people.NameOf(person);

        string Names(GroupNotice told)
        {
            var named = string.Join(texts["names.join"], told.People.Take(NamedPeople).Select(person => Name(new UserId(person))));
            var more = told.People.Count - NamedPeople;
            return more > 0 ? texts["names.more", named, more] : named;
        }
    }

    // A notice of a later version, or of another server, may hold anything.
    private static GroupNotice? Read(Message message)
    {
        try
        {
            return message.Payload is null ? null : JsonSerializer.Deserialize(message.Payload, GroupNoticeJson.Default.GroupNotice);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

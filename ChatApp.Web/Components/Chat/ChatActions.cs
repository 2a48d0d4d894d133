using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Receipts;
using ChatApp.Core.Settings;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>What a page does with conversations: opens, sends, reads, and says in words why something cannot be.</summary>
public sealed class ChatActions(
    LiveUpdates live,
    ChatBoard board,
    People people,
    MessageService messages,
    ReceiptService receipts,
    ConversationAccess access,
    GroupService groups,
    ServerSettings settings,
    TimeProvider clock,
    LocalTime time,
    IStringLocalizer<Texts> texts)
{
    private const int MaxCandidates = 1_000;

    private UserId Me => live.Me.Id;

    /// <summary>The most characters of a message now.</summary>
    public int MaxText => settings.Number(ServerSettingNames.MessagesMaxText);

    /// <summary>Reads a chat as it shall be shown first, or <see langword="null"/> when there is none for the user.</summary>
    internal async Task<OpenChat?> OpenAsync(ConversationTarget target, Place? place, CancellationToken cancellationToken)
    {
        var chat = new OpenChat(target, new MessageWindow(messages, Me, target));
        var row = board.Find(target) ?? await board.RefreshAsync(target);
        if (target.Type == ConversationType.Single)
        {
            chat.Person = await people.FindAsync(new UserId(target.Id));
            chat.IsSelf = target.Id == Me.Value;
        }

        var membership = await access.ReadAsync(Me, target, cancellationToken);
        chat.Membership = membership.Refusal is null ? membership.Value : null;
        if (chat.Membership is null)
        {
            return chat.Person is null ? null : chat;
        }

        var unread = chat.Membership.Unread > 0;
        chat.NewAfter = unread ? chat.Membership.ReadSequence : null;
        chat.OpenAt = place?.Sequence;
        chat.OpenTop = place?.Top;
        var last = chat.Membership.LastVisible;
        var refusal = place is not null ? await chat.Window.OpenAroundAsync(place.Sequence, last, cancellationToken)
            : unread ? await chat.Window.OpenAroundAsync(Math.Max(chat.Membership.ReadSequence, chat.Membership.JoinedSequence) + 1, last, cancellationToken)
            : await chat.Window.OpenLatestAsync(cancellationToken);
        if (refusal is not null)
        {
            return null;
        }

        if (unread && place is null)
        {
            chat.OpenAt = chat.Window.Messages.FirstOrDefault(message => message.Sequence > chat.NewAfter && message.Sender != Me)?.Sequence;
        }

        await LearnNamesAsync(chat.Window);
        if (target.Type == ConversationType.Group && chat.Membership.LeftSequence is null)
        {
            chat.Members = row?.Members ?? 0;
            await ReadMarksAsync(chat, cancellationToken);
        }

        return chat;
    }

    /// <summary>Reads the user's place and the members' marks again.</summary>
    internal async Task RefreshAsync(OpenChat chat, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(Me, chat.Target, cancellationToken);
        chat.Membership = membership.Refusal is null ? membership.Value : null;
        chat.ReadBy.Clear();
        if (chat.Target.Type == ConversationType.Group && chat.Membership is { LeftSequence: null })
        {
            await ReadMarksAsync(chat, cancellationToken);
        }
    }

    /// <summary>Reads the names of those who wrote, are named or are spoken of in a window.</summary>
    internal Task LearnNamesAsync(MessageWindow window)
        => people.LearnAsync(window.Messages.SelectMany(message => message.Kind == MessageKind.Notice
            ? NoticeText.People(message)
            : message.Mentions.Where(mention => mention != MessageLimits.Everyone).Select(mention => new UserId(mention)).Append(message.Sender)
                .Concat(message.ReplyTo is { } quoted && window.Quoted(quoted) is { } found ? [found.Sender] : [])));

    /// <summary>Stores a message.</summary>
    public async Task<SendAnswer> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (!ChatKey.TryParse(request.Chat, out var target) || live.Ended is not null)
        {
            return Refused(live.Ended is null ? ErrorCode.InvalidRequest : ErrorCode.Unauthenticated);
        }

        var draft = new MessageDraft(
            Me, live.Session, target, request.ClientId, MessageKind.Text, request.Text, Mentions: request.Mentions, ReplyTo: request.ReplyTo)
        {
            ConfirmEveryone = request.ConfirmEveryone == true,
        };
        var sent = await messages.SendAsync(draft, cancellationToken);
        if (sent.Refusal is not { } refusal)
        {
            var message = sent.Value.Message;
            return message.State == MessageState.Held ? new SendAnswer(Ok: true, Held: true) : new SendAnswer(Ok: true, message.Sequence);
        }

        var answer = Refused(refusal);
        return refusal == ErrorCode.SensitiveWord ? answer with { Words = messages.RefusedWords(request.Text) } : answer;
    }

    /// <summary>Remembers how far the user has read.</summary>
    public async Task ReadAsync(ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        board.MarkRead(target, sequence);
        await receipts.MarkReadAsync(Me, target, sequence, cancellationToken);
    }

    /// <summary>Tells the others that the user types.</summary>
    public Task TypingAsync(ConversationTarget target, CancellationToken cancellationToken) => messages.TypingAsync(Me, target, cancellationToken);

    /// <summary>Whom one can mention in a group: its members, and everyone for who manages it.</summary>
    internal async Task<IReadOnlyList<MentionCandidate>> CandidatesAsync(OpenChat chat, CancellationToken cancellationToken)
    {
        if (chat.Target.Type != ConversationType.Group)
        {
            return [];
        }

        var found = new List<MentionCandidate>();
        if (chat.Membership?.Role >= MemberRole.Manager)
        {
            string everyone = texts["mention.everyone"];
            found.Add(new MentionCandidate(MessageLimits.Everyone, everyone, "@", PersonLook.Hue(MessageLimits.Everyone)));
        }

        await foreach (var member in MembersAsync(chat.Target.Id, MaxCandidates, cancellationToken))
        {
            if (member.User != Me)
            {
                found.Add(new MentionCandidate(
                    member.User.Value, member.DisplayName, PersonLook.Letters(member.DisplayName), PersonLook.Hue(member.User.Value)));
            }
        }

        return found;
    }

    /// <summary>Why the user cannot write in a chat now, or <see langword="null"/>.</summary>
    internal string? WhyClosed(OpenChat chat)
    {
        if (chat.Membership is { LeftSequence: not null })
        {
            return texts["closed.left"];
        }

        if (chat.Membership?.MutedUntil is { } until && until > clock.GetUtcNow())
        {
            return until - clock.GetUtcNow() > TimeSpan.FromDays(366) ? texts["closed.muted"] : texts["closed.mutedUntil", time.Full(until)];
        }

        if (chat.Target.Type != ConversationType.Single || chat.IsSelf)
        {
            return null;
        }

        var friend = people.FindFriend(new UserId(chat.Target.Id));
        if (friend is { Blocked: true })
        {
            return texts["closed.blocked", friend.Name];
        }

        return friend is null && settings.IsOn(ServerSettingNames.MessagesFriendsOnly) ? texts["closed.friends"].Value : null;
    }

    /// <summary>The members of a group, page by page.</summary>
    public async IAsyncEnumerable<ConversationMember> MembersAsync(
        string group, int most, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        UserId? after = null;
        for (var count = 0; count < most;)
        {
            var page = await groups.MembersAsync(Me, group, after, cancellationToken);
            if (page.Refusal is not null)
            {
                yield break;
            }

            foreach (var member in page.Value)
            {
                count++;
                yield return member;
            }

            if (page.Value.Count < GroupLimits.MaxAddedAtOnce)
            {
                yield break;
            }

            after = page.Value[^1].User;
        }
    }

    // The marks of the first page of members are enough to say "read by"; for a group of thousands nobody counts.
    private async Task ReadMarksAsync(OpenChat chat, CancellationToken cancellationToken)
    {
        var marks = await receipts.MarksAsync(Me, chat.Target, after: null, ReceiptLimits.MaxPage, cancellationToken);
        foreach (var mark in marks.Refusal is null ? marks.Value : [])
        {
            chat.ReadBy[mark.User] = mark.ReadSequence;
        }
    }

    private SendAnswer Refused(ErrorCode code) => new(Ok: false, Error: code.ToString(), Message: texts.Refusal(code));
}

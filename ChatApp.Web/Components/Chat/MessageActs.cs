using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Messages.Stars;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>What a page does to messages. What cannot be done is said at the foot of the page.</summary>
public sealed class MessageActs(
    LiveUpdates live,
    EditService edits,
    RecallService recalls,
    ReactionService reactions,
    PinService pins,
    StarService stars,
    DeletionService deletions,
    ForwardService forwards,
    Toasts toasts,
    TimeProvider clock,
    IStringLocalizer<Texts> texts)
{
    /// <summary>Changes the words of an own message; why not, or <see langword="null"/>.</summary>
    public async Task<string?> EditAsync(ConversationTarget chat, long sequence, string text, CancellationToken cancellationToken)
    {
        var edited = await edits.EditAsync(live.Me.Id, chat, sequence, text, cancellationToken);
        return edited.Refusal is { } refusal ? texts.Refusal(refusal) : null;
    }

    /// <summary>Removes a message for everyone.</summary>
    public async Task RecallAsync(ConversationTarget chat, long sequence, CancellationToken cancellationToken)
        => Report(await recalls.RecallAsync(live.Me.Id, chat, sequence, cancellationToken));

    /// <summary>Puts an emoji on a message, or takes it off.</summary>
    public async Task ReactAsync(ConversationTarget chat, long sequence, string emoji, bool present, CancellationToken cancellationToken)
        => Report(await reactions.SetAsync(live.Me.Id, chat, sequence, emoji, present, cancellationToken));

    /// <summary>Pins a message or takes the pin off.</summary>
    public async Task PinAsync(ConversationTarget chat, long sequence, bool pinned, CancellationToken cancellationToken)
        => Report(await pins.SetAsync(live.Me.Id, chat, sequence, pinned, cancellationToken));

    /// <summary>Keeps a message, or keeps it no more.</summary>
    public async Task StarAsync(ConversationTarget chat, long sequence, bool starred, CancellationToken cancellationToken)
        => Report(await stars.SetAsync(live.Me.Id, chat, sequence, starred, cancellationToken));

    /// <summary>Deletes a message for the user alone.</summary>
    public async Task DeleteAsync(ConversationTarget chat, long sequence, CancellationToken cancellationToken)
    {
        if (Report(await deletions.DeleteAsync(live.Me.Id, chat, [sequence], cancellationToken)))
        {
            toasts.Say(texts["deleted.done"]);
        }
    }

    /// <summary>Forwards a message.</summary>
    public async Task ForwardAsync(ConversationTarget chat, long sequence, ConversationTarget to, string title, CancellationToken cancellationToken)
    {
        var route = new ForwardRoute(live.Me.Id, live.Session, chat, to);
        var sent = await forwards.ForwardAsync(route, [new ForwardItem(sequence, Guid.CreateVersion7(clock.GetUtcNow()))], cancellationToken);
        if ((sent.Refusal ?? sent.Value[0].Refusal) is { } refusal)
        {
            toasts.Fail(texts.Refusal(refusal));
        }
        else
        {
            toasts.Say(texts["forward.done", title]);
        }
    }

    private bool Report(Outcome<Done> outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            toasts.Fail(texts.Refusal(refusal));
        }

        return outcome.Refusal is null;
    }
}

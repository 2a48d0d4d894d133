using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Chat;

/// <summary>What the reader does to messages, and what others did.</summary>
public sealed partial class Conversation
{
    private long? _forwarding;

    /// <summary>Changes the words of an own message; why not, or nothing.</summary>
    [JSInvokable]
    public Task<string?> EditAsync(long sequence, string text) => acts.EditAsync(Target, sequence, text, _gone.Token);

    /// <summary>Removes a message for everyone.</summary>
    [JSInvokable]
    public Task RecallAsync(long sequence) => acts.RecallAsync(Target, sequence, _gone.Token);

    /// <summary>Puts an emoji on a message, or takes it off.</summary>
    [JSInvokable]
    public Task ReactAsync(long sequence, string emoji, bool present) => acts.ReactAsync(Target, sequence, emoji, present, _gone.Token);

    /// <summary>Pins a message or takes the pin off.</summary>
    [JSInvokable]
    public Task PinAsync(long sequence, bool pinned) => acts.PinAsync(Target, sequence, pinned, _gone.Token);

    /// <summary>Keeps a message, or keeps it no more.</summary>
    [JSInvokable]
    public Task StarAsync(long sequence, bool starred) => acts.StarAsync(Target, sequence, starred, _gone.Token);

    /// <summary>Deletes a message for the user alone.</summary>
    [JSInvokable]
    public Task DeleteAsync(long sequence) => acts.DeleteAsync(Target, sequence, _gone.Token);

    /// <summary>Asks where a message shall go.</summary>
    [JSInvokable]
    public void AskForward(long sequence)
    {
        _forwarding = sequence;
        StateHasChanged();
    }

    private void EndForward() => _forwarding = null;

    private async Task ForwardAsync((ConversationTarget Target, string Title) to)
    {
        if (_forwarding is { } sequence)
        {
            _forwarding = null;
            await acts.ForwardAsync(Target, sequence, to.Target, to.Title, _gone.Token);
        }
    }

    // The event has no words: the message is read as it is now, which is right however many events of it come.
    private void OnMessageEvent(OpenChat chat, LiveEvent liveEvent)
    {
        switch (liveEvent)
        {
            case RecalledEvent recalled when IsHere(recalled.Key, chat):
                _ = ReadAgainAsync(chat, recalled.Sequence);
                break;
            case EditedEvent edited when IsHere(edited.Key, chat):
                _ = ReadAgainAsync(chat, edited.Sequence);
                break;
            case ReactionEvent reaction when IsHere(reaction.Key, chat):
                _ = ReadAgainAsync(chat, reaction.Sequence);
                break;
            case PinnedEvent pinned when IsHere(pinned.Key, chat):
                _ = ReadAgainAsync(chat, pinned.Sequence);
                break;
            case StarredEvent starred when IsHere(starred.Key, chat):
                _ = ReadAgainAsync(chat, starred.Sequence);
                break;
            case DeletedEvent deleted when IsHere(deleted.Key, chat):
                chat.Window.Remove(deleted.Sequences);
                break;
            case ClearedEvent cleared when IsHere(cleared.Key, chat):
                chat.Window.RemoveUpTo(cleared.Sequence);
                break;
        }
    }

    private bool IsHere(ConversationKey key, OpenChat chat) => key.SeenBy(live.Me.Id) == chat.Target;

    private async Task ReadAgainAsync(OpenChat chat, long sequence)
    {
        await chat.Window.ReadAgainAsync(sequence, _gone.Token);
        await actions.LearnNamesAsync(chat.Window);
        StateHasChanged();
    }
}

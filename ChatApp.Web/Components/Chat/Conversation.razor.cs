using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Chat;

/// <summary>The open conversation: head, messages, text box and details.</summary>
public sealed partial class Conversation(
    LiveUpdates live, ChatBoard board, ChatActions actions, MessageActs acts, People people, TypingSigns typing, IJSRuntime script, TimeProvider clock, IStringLocalizer<Texts> texts)
    : ComponentBase, IAsyncDisposable
{
    // A chat that comes quicker than this changes places with the one before at once, without a skeleton in between.
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(120);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _root;
    private DotNetObjectReference<Conversation>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _page;
    private OpenChat? _chat;
    private ConversationTarget? _wanted;
    private bool _missing;
    private bool _details;
    private string? _closed;
    private string? _typing;
    private int _readMarks;
    private (ConversationSummary?, int?, int, bool, string?, string?, string)? _shown;

    /// <summary>The conversation to show.</summary>
    [Parameter, EditorRequired]
    public ConversationTarget Target { get; set; }

    private LiveUpdates Live => live;

    private IStringLocalizer<Texts> Texts => texts;

    private bool IsOnline => Target.Type == ConversationType.Single && people.IsOnline(new UserId(Target.Id));

    private string Title => board.Find(Target) is { } row ? board.TitleOf(row) : _chat?.Target == Target ? _chat.Person?.DisplayName ?? Target.Id : string.Empty;

    private string Subtitle
        => Target.Type != ConversationType.Single ? (board.Find(Target) is { } row ? texts.Plural("chat.members", row.Members) : string.Empty)
            : Target.Id == live.Me.Id.Value ? texts["chat.self"]
            : IsOnline ? texts["presence.online"]
            : people.FindFriend(new UserId(Target.Id)) is null ? string.Empty
            : texts["presence.offline"];

    /// <summary>Adds a page; called by the script when the reader comes near an end.</summary>
    [JSInvokable]
    public async Task<bool> LoadAsync(string direction)
    {
        if (_chat is not { } chat)
        {
            return false;
        }

        var more = direction == "older" ? await chat.Window.LoadOlderAsync(_gone.Token) : await chat.Window.LoadNewerAsync(_gone.Token);
        await actions.LearnNamesAsync(chat.Window);
        StateHasChanged();
        return more;
    }

    /// <summary>Stores a message.</summary>
    [JSInvokable]
    public Task<SendAnswer> SendAsync(SendRequest request) => actions.SendAsync(request, _gone.Token);

    /// <summary>Remembers how far the reader has come.</summary>
    [JSInvokable]
    public async Task ReadAsync(string chat, long sequence)
    {
        if (ChatKey.TryParse(chat, out var target))
        {
            await actions.ReadAsync(target, sequence, _gone.Token);
            live.NotifyChanged();
        }
    }

    /// <summary>Tells the others that the user types.</summary>
    [JSInvokable]
    public Task TypingAsync() => actions.TypingAsync(Target, _gone.Token);

    /// <summary>Whom one can mention here.</summary>
    [JSInvokable]
    public async Task<IReadOnlyList<MentionCandidate>> MentionCandidatesAsync()
        => _chat is null ? [] : await actions.CandidatesAsync(_chat, _gone.Token);

    /// <summary>The reader has been at the end for a while: the line over new messages has done its work.</summary>
    [JSInvokable]
    public void EndReached()
    {
        if (_chat is not null)
        {
            _chat.NewAfter = null;
            _chat.Window.AtEnd();
            StateHasChanged();
        }
    }

    /// <summary>Shows the newest messages.</summary>
    [JSInvokable]
    public async Task OpenLatestAsync()
    {
        if (_chat is { } chat && await chat.Window.OpenLatestAsync(_gone.Token) is null)
        {
            await ShowAgainAsync(chat, openAt: null);
        }
    }

    /// <summary>Shows the messages around one; whether it is there.</summary>
    [JSInvokable]
    public async Task<bool> OpenAroundAsync(long sequence)
    {
        if (_chat is not { } chat || await chat.Window.OpenAroundAsync(sequence, board.Find(Target)?.LastSequence ?? long.MaxValue, _gone.Token) is not null)
        {
            return false;
        }

        await ShowAgainAsync(chat, sequence);
        return chat.Window.Quoted(sequence) is not null;
    }

    public async ValueTask DisposeAsync()
    {
        live.MessageArrived -= OnMessage;
        live.EventArrived -= OnEvent;
        live.Changed -= OnChanged;
        live.CaughtUp -= RefreshAsync;
        await _gone.CancelAsync();
        try
        {
            if (_page is not null)
            {
                await _page.InvokeVoidAsync("dispose");
                await _page.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its script with it.
        }

        _self?.Dispose();
        _gone.Dispose();
    }

    protected override void OnInitialized()
    {
        live.MessageArrived += OnMessage;
        live.EventArrived += OnEvent;
        live.Changed += OnChanged;
        live.CaughtUp += RefreshAsync;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_wanted == Target)
        {
            return;
        }

        _wanted = Target;
        if (_module is not null)
        {
            await OpenAsync(Target, place: null);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await script.InvokeAsync<IJSObjectReference>("import", _gone.Token, "./js/chat.js");
            var place = await _module.InvokeAsync<Place?>("placeOf", _gone.Token, ChatKey.Of(Target));
            _page = await _module.InvokeAsync<IJSObjectReference>("mount", _gone.Token, _root, _self, new { limit = actions.MaxText });
            await OpenAsync(Target, place);
            StateHasChanged();
        }
    }

    private async Task OpenAsync(ConversationTarget target, Place? place)
    {
        var reading = actions.OpenAsync(target, place, _gone.Token);
        if (await Task.WhenAny(reading, Task.Delay(QuietTime, clock, _gone.Token)) != reading)
        {
            _chat = null;
            _missing = false;
            StateHasChanged();
        }

        var chat = await reading;
        if (_wanted != target)
        {
            return;
        }

        _chat = chat;
        _missing = chat is null;
        _details &= !_missing;
        _ = FillAsync();
        Describe();
    }

    private async Task ShowAgainAsync(OpenChat chat, long? openAt)
    {
        chat.OpenAt = openAt;
        chat.OpenTop = null;
        chat.Opening++;
        await actions.LearnNamesAsync(chat.Window);
        StateHasChanged();
    }

    private void OnMessage(Message message)
    {
        if (_chat is not { } chat || message.Key.SeenBy(live.Me.Id) != chat.Target)
        {
            return;
        }

        if (!chat.Window.Append(message))
        {
            _ = FillAsync();
        }
        else if (chat.Window.IsStale(message.Sequence))
        {
            _ = ReadAgainAsync(chat, message.Sequence);
        }

        if (message.ReplyTo is not null || message.Kind == MessageKind.Notice || people.NameOf(message.Sender) == message.Sender.Value)
        {
            _ = LearnAsync(chat, message);
        }
    }

    private void OnEvent(LiveEvent liveEvent)
    {
        if (_chat is not { } chat)
        {
            return;
        }

        OnMessageEvent(chat, liveEvent);
        switch (liveEvent)
        {
            case ReadEvent read when read.User != live.Me.Id && read.Key.SeenBy(live.Me.Id) == chat.Target && chat.ReadBy.ContainsKey(read.User):
                chat.ReadBy[read.User] = Math.Max(chat.ReadBy[read.User], read.Sequence);
                _readMarks++;
                break;
            case MembersEvent members when members.Key.SeenBy(live.Me.Id) == chat.Target:
                _ = RefreshAsync();
                break;
        }
    }

    // Most of what happens is not about this chat; three hundred rows are compared only for what is.
    private void OnChanged()
    {
        Describe();
        var shown = (board.Find(Target), _chat?.Window.Version, _readMarks, IsOnline, _typing, _closed, Title);
        if (shown != _shown)
        {
            _shown = shown;
            StateHasChanged();
        }
    }

    private void Describe()
    {
        _closed = _chat is null ? null : actions.WhyClosed(_chat);
        var writing = typing.In(Target);
        _typing = writing.Count switch
        {
            0 => null,
            _ when Target.Type == ConversationType.Single => texts["typing.one"].Value,
            1 => texts["typing.named", people.NameOf(writing[0])].Value,
            _ => texts["typing.many", people.NameOf(writing[0]), writing.Count - 1].Value,
        };
    }

    // A message may be stored between the read of the page and the first that arrives.
    private async Task FillAsync()
    {
        if (_chat is not { } chat || chat.Window.HasNewer)
        {
            return;
        }

        // What a long absence has missed is read as the reader comes to it, not all at once.
        if ((board.Find(chat.Target)?.LastSequence ?? 0) > chat.Window.Last)
        {
            await chat.Window.LoadNewerAsync(_gone.Token);
        }

        await actions.LearnNamesAsync(chat.Window);
        StateHasChanged();
    }

    private async Task LearnAsync(OpenChat chat, Message message)
    {
        await chat.Window.LearnQuotesAsync([message], _gone.Token);
        await actions.LearnNamesAsync(chat.Window);
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        if (_chat is { } chat)
        {
            await actions.RefreshAsync(chat, _gone.Token);
            await chat.Window.ReadAllAgainAsync(_gone.Token);
            await FillAsync();
            Describe();
            StateHasChanged();
        }
    }

    private async Task RetryAsync(string direction) => await LoadAsync(direction);

    private void ToggleDetails() => _details = _chat is not null && !_details;
}

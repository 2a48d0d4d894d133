using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Who wants to be a friend, and whom the user asked.</summary>
public sealed partial class RequestList(LiveUpdates live, People people, FriendService friends, Toasts toasts, IStringLocalizer<Texts> texts) : ComponentBase
{
    private People People => people;

    private IStringLocalizer<Texts> Texts => texts;

    private UserId Me => live.Me.Id;

    private string StateOf(FriendRequest request) => request.State switch
    {
        FriendRequestState.Waiting => texts["request.waiting"],
        FriendRequestState.Accepted => texts["request.accepted"],
        FriendRequestState.Refused => texts["request.refused"],
    };

    private async Task AnswerAsync(FriendRequest request, bool accept)
    {
        var answered = await friends.AnswerAsync(Me, request.From, accept, CancellationToken.None);
        if (answered.Refusal is { } refusal)
        {
            toasts.Fail(texts.Refusal(refusal));
        }
        else if (accept)
        {
            toasts.Say(texts["request.friendsNow", request.FromName]);
        }

        await people.LoadAsync();
        live.NotifyChanged();
    }
}

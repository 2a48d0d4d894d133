using ChatApp.Core.Administration;
using ChatApp.Core.Review;
using ChatApp.Web.Admin;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>Messages that moderation kept back, to be let through or kept back for good.</summary>
public sealed partial class ReviewPage(ReviewAdministration review) : AdminPage
{
    private const int PageSize = 50;

    private List<ReviewItem>? _items;
    private bool _hasMore;

    /// <summary>The state that is shown, in the address.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    private ReviewState Wanted => Enum.TryParse<ReviewState>(State, out var state) && Enum.IsDefined(state) ? state : ReviewState.Waiting;

    protected override async Task OnParametersSetAsync()
    {
        if (Ready)
        {
            await LoadAsync();
        }
    }

    protected override bool Concerns(AdminEvent adminEvent) => adminEvent is AdminEvent.ReviewChanged;

    protected override Task OnLiveAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        if (!Me.Allows(AdminRight.Moderate))
        {
            return;
        }

        var page = await review.ListAsync(Me, Wanted, before: null, Math.Max(PageSize, _items?.Count ?? 0), Gone);
        if (page.Refusal is { } refusal)
        {
            Failure = Texts.Refusal(refusal);
            return;
        }

        Failure = null;
        _items = [.. page.Value.Items];
        _hasMore = page.Value.HasMore;
    }

    private async Task LoadMoreAsync()
    {
        var page = await review.ListAsync(Me, Wanted, _items![^1].Id, PageSize, Gone);
        if (!Refused(page))
        {
            _items = [.. _items, .. page.Value.Items];
            _hasMore = page.Value.HasMore;
        }
    }

    private async Task ApproveAsync(ReviewItem item)
    {
        if (!Refused(await review.ApproveAsync(await CallerAsync(), item.Id, Gone)))
        {
            Toasts.Say(Texts["review.doneApprove"]);
        }

        await LoadAsync();
    }

    private async Task RejectAsync(ReviewItem item)
    {
        if (!Refused(await review.RejectAsync(await CallerAsync(), item.Id, Gone)))
        {
            Toasts.Say(Texts["review.doneReject"]);
        }

        await LoadAsync();
    }

    private string TextOf(ReviewItem item) => item.Pending.Draft.Text.Length > 0 ? item.Pending.Draft.Text : Texts["review.noText"];

    private string PlaceName(ReviewItem item)
    {
        var key = item.Pending.Key;
        var name = Texts[$"place.{key.Type}", [.. key.Target.Split(':')]];
        return name.ResourceNotFound ? key.Target : name;
    }
}

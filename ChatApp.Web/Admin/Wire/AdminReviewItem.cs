using System.Globalization;
using ChatApp.Core.Messages;
using ChatApp.Core.Review;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A message that moderation kept back, as the hub sends it.</summary>
public sealed record AdminReviewItem(
    string Id,
    string State,
    string Author,
    string Place,
    string Kind,
    string Text,
    string? Payload,
    DateTimeOffset HeldAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    long? Sequence)
{
    /// <summary>Writes an item.</summary>
    public static AdminReviewItem From(ReviewItem item) => new(
        item.Id.ToString(CultureInfo.InvariantCulture),
        item.State.ToString(),
        item.Pending.Draft.Sender.Value,
        $"{item.Pending.Key.Type}:{item.Pending.Key.Target}",
        MessageKinds.NameOf(item.Pending.Draft.Kind),
        item.Pending.Draft.Text,
        item.Pending.Draft.Payload,
        item.HeldAt,
        item.DecidedBy?.Value,
        item.DecidedAt,
        item.Sequence);
}

using ChatApp.Core.Nodes;

namespace ChatApp.Core.Review;

/// <summary>A message was kept back, or decided on.</summary>
/// <param name="Item">Its number.</param>
/// <param name="State">Where it stands.</param>
public sealed record ReviewChanged(long Item, ReviewState State) : NodeEvent;

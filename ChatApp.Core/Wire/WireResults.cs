using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>What became of several sends, in the order they were asked for.</summary>
public sealed record WireResults(IReadOnlyList<WireResult> Results)
{
    /// <summary>The outcomes of a forward.</summary>
    public static WireResults From(WireForward forward, IReadOnlyList<Outcome<SentMessage>> outcomes)
        => new([.. forward.Items!.Zip(outcomes, (item, outcome) => WireResult.From(item.ClientId, outcome))]);
}

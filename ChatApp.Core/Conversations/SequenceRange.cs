using System.Runtime.InteropServices;

namespace ChatApp.Core.Conversations;

/// <summary>A run of a conversation's sequences, both ends included.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SequenceRange(long From, long To)
{
    /// <summary>How many sequences it has; 0 when it ends before it begins.</summary>
    public long Length => Math.Max(0, To - From + 1);

    /// <summary>What is in both of two ranges; it may be empty.</summary>
    public SequenceRange Within(long from, long to) => new(Math.Max(From, from), Math.Min(To, to));
}

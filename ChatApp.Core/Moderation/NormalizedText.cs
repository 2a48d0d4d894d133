namespace ChatApp.Core.Moderation;

/// <summary>
/// A text reduced to what words are compared by: its letters and digits in their simplest form, repeats collapsed, with what stood
/// between them and a map back to the original. Index i speaks of the same letter in every array.
/// </summary>
internal sealed class NormalizedText
{
    public required string Original { get; init; }

    /// <summary>How many letters there are; the arrays may be longer.</summary>
    public required int Count { get; init; }

    /// <summary>The letters.</summary>
    public required char[] Letters { get; init; }

    /// <summary>How often each letter stands in a row, at most 65,535.</summary>
    public required ushort[] Runs { get; init; }

    /// <summary>Where each letter's first appearance starts in the original.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Where each letter's last appearance ends in the original, marks and invisible characters behind it included.</summary>
    public required int[] Ends { get; init; }

    /// <summary>What stands before each letter.</summary>
    public required TextGap[] Gaps { get; init; }

    /// <summary>What stands behind the last letter.</summary>
    public required TextGap GapAtEnd { get; init; }

    /// <summary>Whether a word may start at a letter: nothing of the same script touches it.</summary>
    public bool StartsWord(int letter) => letter == 0 || Gaps[letter] != TextGap.None || ScriptChanges(letter - 1);

    /// <summary>Whether a word may end with a letter.</summary>
    public bool EndsWord(int letter) => letter == Count - 1 || Gaps[letter + 1] != TextGap.None || ScriptChanges(letter);

    /// <summary>The piece of the original that a run of letters covers. In text that runs backwards the first letter is not the leftmost.</summary>
    public (int Start, int Length) Span(int first, int last)
    {
        var start = int.MaxValue;
        var end = 0;
        for (var letter = first; letter <= last; letter++)
        {
            start = Math.Min(start, Starts[letter]);
            end = Math.Max(end, Ends[letter]);
        }

        return (start, end - start);
    }

    /// <summary>The letters alone, one space for each gap: what the try-it box shows.</summary>
    public override string ToString()
    {
        var shown = new System.Text.StringBuilder();
        for (var letter = 0; letter < Count; letter++)
        {
            if (letter > 0 && Gaps[letter] != TextGap.None)
            {
                shown.Append(' ');
            }

            shown.Append(Letters[letter]);
            if (Runs[letter] > 1)
            {
                shown.Append(Letters[letter]);
            }
        }

        return shown.ToString();
    }

    private bool ScriptChanges(int left)
        => TextFolding.IsIdeographic(Letters[left]) != TextFolding.IsIdeographic(Letters[left + 1]);
}

using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Admin;

/// <summary>Shows a text with some places marked.</summary>
public sealed partial class Marked : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>The places, by their start; they may overlap.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(int Start, int Length)> Places { get; set; } = [];

    private IEnumerable<(string Piece, bool IsHit)> Pieces
    {
        get
        {
            var at = 0;
            foreach (var (start, length) in Places)
            {
                var end = Math.Min(Text.Length, start + length);
                if (start > at)
                {
                    yield return (Text[at..start], false);
                }

                if (end > Math.Max(at, start))
                {
                    yield return (Text[Math.Max(at, start)..end], true);
                }

                at = Math.Max(at, end);
            }

            if (at < Text.Length)
            {
                yield return (Text[at..], false);
            }
        }
    }
}

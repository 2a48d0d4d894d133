using System.Text;

namespace ChatApp.Core.Moderation;

/// <summary>Reads and writes one line of a comma-separated file as RFC 4180 has it, with a guard against formulas.</summary>
public static class CsvLine
{
    // A spreadsheet takes a cell that starts with one of these for a formula and runs it on the machine of whoever opens the file.
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>Writes cells as one line without its end. A cell that a spreadsheet would run starts with an apostrophe instead.</summary>
    public static string Write(params IEnumerable<string> cells) => string.Join(',', cells.Select(WriteCell));

    /// <summary>Reads the cells of a line; the apostrophe of the guard is taken off again. A quote that is left open ends with the line.</summary>
    public static IReadOnlyList<string> Read(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(Unguard(cell.ToString()));
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(Unguard(cell.ToString()));
        return cells;
    }

    private static string WriteCell(string cell)
    {
        var guarded = cell.Length > 0 && FormulaStarts.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell;
        return guarded.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }

    private static string Unguard(string cell)
        => cell is ['\'', var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? cell[1..] : cell;
}

using System.Globalization;

namespace ChatApp.Benchmarks;

/// <summary>Prints figures as the rows of a table.</summary>
internal sealed class Report(TextWriter output)
{
    public void Title(string text)
    {
        output.WriteLine(text);
        output.WriteLine();
        output.WriteLine("| measure | figure |");
        output.WriteLine("|---|---:|");
    }

    public void Row(string measure, double figure, string unit, string format = "N0")
        => output.WriteLine($"| {measure} | {figure.ToString(format, CultureInfo.InvariantCulture)} {unit} |");
}

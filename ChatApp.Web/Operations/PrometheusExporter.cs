using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ChatApp.Web.Operations;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
// Push, though it is read on demand: a reader gets nothing from an exporter that says Pull without OpenTelemetry's own endpoint.
[ExportModes(ExportModes.Push)]
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Clear() => _text.Clear();

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            Write(metric);
        }

        return ExportResult.Success;
    }

    internal static string Name(Metric metric)
    {
        var name = Sanitize(metric.Name) + metric.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        return IsCounter(metric.MetricType) && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static bool IsCounter(MetricType type) => type is MetricType.LongSum or MetricType.DoubleSum;

    private static string Sanitize(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
        }
    });

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Format(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static double Value(in MetricPoint point, MetricType type) => type switch
    {
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        _ => point.GetSumLong(),
    };

    private void Write(Metric metric)
    {
        if (metric.MetricType == MetricType.ExponentialHistogram)
        {
            // Only who asks for them gets them, and nobody does.
            return;
        }

        var name = Name(metric);
        if (!string.IsNullOrEmpty(metric.Description))
        {
            Line($"# HELP {name} {metric.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}");
        }

        Line($"# TYPE {name} {(metric.MetricType.IsHistogram() ? "histogram" : IsCounter(metric.MetricType) ? "counter" : "gauge")}");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point);
            if (metric.MetricType.IsHistogram())
            {
                WriteHistogram(name, labels, point);
            }
            else
            {
                Line($"{name}{Braced(labels)} {Format(Value(point, metric.MetricType))}");
            }
        }
    }

    private void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = $"le=\"{Format(bucket.ExplicitBound)}\"";
            Line($"{name}_bucket{Braced(labels.Length == 0 ? bound : $"{labels},{bound}")} {below}");
        }

        Line($"{name}_sum{Braced(labels)} {Format(point.GetHistogramSum())}");
        Line($"{name}_count{Braced(labels)} {point.GetHistogramCount()}");
    }

    private static string Labels(in MetricPoint point)
    {
        var labels = new List<string>();
        foreach (var tag in point.Tags)
        {
            var value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            labels.Add($"{Sanitize(tag.Key)}=\"{Escape(value)}\"");
        }

        return string.Join(',', labels);
    }

    private static string Braced(string labels) => labels.Length == 0 ? string.Empty : $"{{{labels}}}";

    private void Line(string line) => _text.Append(line).Append('\n');
}

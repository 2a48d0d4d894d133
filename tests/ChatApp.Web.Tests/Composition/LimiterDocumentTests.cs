using System.Reflection;
using System.Runtime.CompilerServices;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge;
using ChatApp.Web.Composition;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

public sealed class LimiterDocumentTests
{
    [Fact]
    public void Every_limiter_is_in_the_document_and_marked_there_as_in_the_code()
    {
        Assembly[] product = [typeof(Limiter).Assembly, typeof(MqttBridgeExtensions).Assembly, typeof(ServiceComposition).Assembly];
        var limiters = product.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Limiter))
            .Select(field => (Limiter)field.GetValue(null)!)
            .Select(limiter => $"{limiter.Name} {limiter.OnFailure.ToString().ToLowerInvariant()}");

        Assert.Equal(Rows().Order(StringComparer.Ordinal), limiters.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rows([CallerFilePath] string thisFile = "")
    {
        var document = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "configuration.md"));
        var section = document[document.IndexOf("## Limiters", StringComparison.Ordinal)..document.IndexOf("## The data folder", StringComparison.Ordinal)];
        return section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|'))
            .Select(cells => $"{cells[1].Trim(' ', '`')} {cells[5].Trim()}");
    }
}

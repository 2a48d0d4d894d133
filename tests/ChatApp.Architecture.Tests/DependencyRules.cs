using System.Reflection;
using Xunit;

namespace ChatApp.Architecture.Tests;

public sealed class DependencyRules
{
    // Identity's Account lives in Core, and options are how limits come in; both are contracts without a server behind them.
    private static readonly string[] CoreMayKnow =
        ["Microsoft.Extensions.Identity.Stores", "Microsoft.Extensions.Identity.Core", "Microsoft.Extensions.Options"];

    [Fact]
    public void Core_knows_only_the_runtime_and_abstractions()
        => Assert.All(Solution.Core.GetReferencedAssemblies().Select(reference => reference.Name!), name => Assert.True(
            name.StartsWith("System.", StringComparison.Ordinal)
                || name.EndsWith(".Abstractions", StringComparison.Ordinal)
                || CoreMayKnow.Contains(name, StringComparer.Ordinal),
            name));

    [Fact]
    public void Data_and_the_bridge_know_Core_and_not_each_other_nor_Web()
    {
        Assert.Empty(ProductReferences(Solution.Data).Except(["ChatApp.Core"]));
        Assert.Empty(ProductReferences(Solution.MqttBridge).Except(["ChatApp.Core"]));
    }

    [Fact]
    public void The_client_library_needs_no_ASP_NET()
        => Assert.DoesNotContain(Solution.Client.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Every_asynchronous_method_of_Core_takes_a_cancellation_token_last()
    {
        var missing = Solution.Core.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Where(method => method.GetParameters() is not [.., { HasDefaultValue: false } last] || last.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Empty(missing);
    }

    [Fact]
    public void Data_and_the_bridge_show_only_their_registration_and_options()
    {
        string[] allowed = ["Extensions", "Options", "Limits"];
        var exported = Solution.Data.GetExportedTypes().Concat(Solution.MqttBridge.GetExportedTypes()).Select(type => type.Name);

        Assert.All(exported, name => Assert.True(allowed.Any(end => name.EndsWith(end, StringComparison.Ordinal)), name));
    }

    [Fact]
    public void The_features_of_Core_use_each_other_without_cycles()
    {
        var uses = Solution.Core.GetTypes()
            .Where(type => Feature(type) is not null)
            .SelectMany(type => SignatureTypes(type).Select(used => (From: Feature(type)!, To: Feature(used))))
            .Where(use => use.To is not null && use.To != use.From)
            .Select(use => (use.From, To: use.To!))
            .Distinct()
            .ToLookup(use => use.From, use => use.To);

        var cycles = uses.Select(group => group.Key).Where(start => Reaches(start, start, uses, [])).ToArray();
        Assert.Empty(cycles.Select(feature => $"{feature} -> {string.Join(", ", uses[feature])}"));
    }

    [Fact]
    public void Only_Composition_names_Data_and_the_bridge()
    {
        var elsewhere = Solution.Sources(".cs", ".razor")
            .Where(source => source.Path.StartsWith("ChatApp.Web/", StringComparison.Ordinal)
                && !source.Path.StartsWith("ChatApp.Web/Composition/", StringComparison.Ordinal)
                && source.Path != "ChatApp.Web/Program.cs")
            .Where(source => File.ReadAllText(source.File) is var text
                && (text.Contains("using ChatApp.Data", StringComparison.Ordinal) || text.Contains("using ChatApp.MqttBridge", StringComparison.Ordinal)))
            .Select(source => source.Path);

        Assert.Empty(elsewhere);
    }

    private static string? Feature(Type type)
        => type.Namespace is { } name && name.StartsWith("ChatApp.Core.", StringComparison.Ordinal) ? name.Split('.')[2] : null;

    private static IEnumerable<Type> SignatureTypes(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetFields(All).Select(field => field.FieldType)
            .Concat(type.GetConstructors(All).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .SelectMany(used => used.GetGenericArguments().Append(used));
    }

    private static bool Reaches(string from, string target, ILookup<string, string> uses, HashSet<string> seen)
        => uses[from].Any(next => next == target || (seen.Add(next) && Reaches(next, target, uses, seen)));

    private static string[] ProductReferences(Assembly assembly)
        => [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("ChatApp.", StringComparison.Ordinal))];
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace ChatApp.Architecture.Tests;

/// <summary>The product's assemblies and source files.</summary>
internal static class Solution
{
    public static Assembly Core { get; } = typeof(ChatApp.Core.Kernel.ErrorCode).Assembly;

    public static Assembly Data { get; } = typeof(ChatApp.Data.DataExtensions).Assembly;

    public static Assembly MqttBridge { get; } = Assembly.Load("ChatApp.MqttBridge");

    public static Assembly Web { get; } = Assembly.Load("ChatApp.Web");

    public static Assembly Client { get; } = Assembly.Load("ChatApp.Client");

    private static string Root { get; } = FindRoot();

    /// <summary>Every source file that people write, with its path from the root.</summary>
    public static IEnumerable<(string Path, string File)> Sources(params string[] extensions)
        => Directory.EnumerateFiles(Root, "*.*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), File: file))
            .Where(source => extensions.Any(extension => source.Path.EndsWith(extension, StringComparison.Ordinal)))
            .Where(source => !source.Path.Split('/').Any(folder => folder is "bin" or "obj" or "node_modules" or ".git" or "artifacts"))
            .Where(source => !source.Path.StartsWith("ChatApp.Web/wwwroot/lib/", StringComparison.Ordinal))
            .Where(source => !source.Path.Contains("_Initial.", StringComparison.Ordinal) && !source.Path.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}

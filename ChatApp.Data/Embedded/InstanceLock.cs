using System.Globalization;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>Keeps a data folder to one ChatApp. The kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    public static InstanceLock Take(string path, string dataFolder)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = ClusterPassword.Private,
            });

            // In a file of its own: the locked one cannot be read.
            File.WriteAllText(HolderFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new InstanceLock(file);
        }
        catch (IOException held) when (File.Exists(path))
        {
            throw new StartupException($"Another ChatApp{HolderOf(path)} already runs on {dataFolder}. Stop it first, or give this one its own Data:Folder.", held);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string HolderFile(string path) => Path.ChangeExtension(path, ".pid");

    private static string HolderOf(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(HolderFile(path)), CultureInfo.InvariantCulture, out var holder) ? $" (process {holder})" : string.Empty;
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}

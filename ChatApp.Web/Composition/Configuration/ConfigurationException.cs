namespace ChatApp.Web.Composition.Configuration;

/// <summary>The configuration has mistakes; each is one line that says where and what.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

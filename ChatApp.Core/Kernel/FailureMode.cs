namespace ChatApp.Core.Kernel;

/// <summary>What a limiter does with a request that it cannot count.</summary>
public enum FailureMode
{
    /// <summary>Lets it through: the limit keeps order between people, and nobody should be silent because it cannot be counted.</summary>
    Open,

    /// <summary>Refuses it: the limit keeps somebody out, who must not get in by making it fail.</summary>
    Closed,
}

namespace ChatApp.Web.Composition;

/// <summary>A line that a part of the product adds to what is printed at start.</summary>
internal interface IBannerLine
{
    /// <summary>What the line is about, in a word or two.</summary>
    string Label { get; }

    /// <summary>The line, or <see langword="null"/> to say nothing.</summary>
    string? Text();
}

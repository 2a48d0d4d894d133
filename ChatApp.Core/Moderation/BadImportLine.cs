namespace ChatApp.Core.Moderation;

/// <summary>A line of an imported file that was left out.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">Its beginning.</param>
/// <param name="Reason">Why.</param>
public sealed record BadImportLine(int Line, string Text, WordFault Reason);

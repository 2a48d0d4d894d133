namespace ChatApp.Data.Seeding;

/// <summary>One message of the demo.</summary>
/// <param name="Sender">Who says it.</param>
/// <param name="Text">What.</param>
/// <param name="AnswersBack">How many messages before the answered one is, or <see langword="null"/>.</param>
/// <param name="Mentions">Who is named in it.</param>
internal sealed record DemoLine(string Sender, string Text, int? AnswersBack, IReadOnlyList<string> Mentions);

using Xunit;

namespace ChatApp.Checker.Tests;

public sealed class CheckOptionsTests
{
    [Fact]
    public void Thirty_minutes_by_hand_unless_told_otherwise()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), CheckOptions.Parse([])!.Duration);
        Assert.Equal(
            new CheckOptions(TimeSpan.FromSeconds(90), 7, "here"), CheckOptions.Parse(["--minutes", "1.5", "--seed", "7", "--history", "here"]));
    }

    [Theory]
    [InlineData("--minutes")]
    [InlineData("--minutes", "0")]
    [InlineData("--hours", "1")]
    public void What_it_does_not_know_it_refuses(params string[] arguments) => Assert.Null(CheckOptions.Parse(arguments));
}

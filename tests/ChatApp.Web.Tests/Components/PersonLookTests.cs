using ChatApp.Web.Components.Shared;
using Xunit;

namespace ChatApp.Web.Tests.Components;

public sealed class PersonLookTests
{
    [Theory]
    [InlineData("Alice Martin", false, "AM")]
    [InlineData("bob", false, "B")]
    [InlineData("陈伟", false, "陈伟")]
    [InlineData("欧阳娜娜", false, "娜娜")]
    [InlineData("周末徒步 🥾", true, "周末")]
    [InlineData("(Release) 2.0", true, "R2")]
    [InlineData("🥾", true, "🥾")]
    [InlineData("", false, "?")]
    public void A_name_gives_its_letters(string name, bool group, string letters) => Assert.Equal(letters, PersonLook.Letters(name, group));

    [Fact]
    public void A_person_keeps_their_colour_from_run_to_run()
    {
        Assert.Equal("hue-9", PersonLook.Hue("alice"));
        Assert.Equal("name-9", PersonLook.NameColor("alice"));
        Assert.Equal(10, Enumerable.Range(0, 500).Select(person => PersonLook.Hue($"person-{person}")).Distinct(StringComparer.Ordinal).Count());
    }
}

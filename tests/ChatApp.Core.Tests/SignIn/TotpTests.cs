using System.Text;
using ChatApp.Core.SignIn.SecondFactors;
using Xunit;

namespace ChatApp.Core.Tests.SignIn;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B, the rows of SHA-1; the last six of the eight digits.
    [Theory]
    [InlineData(59L, "287082")]
    [InlineData(1111111109L, "081804")]
    [InlineData(1111111111L, "050471")]
    [InlineData(1234567890L, "005924")]
    [InlineData(2000000000L, "279037")]
    [InlineData(20000000000L, "353130")]
    public void Codes_are_those_of_RFC_6238(long second, string code)
        => Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(second))));

    [Fact]
    public void The_address_for_apps_names_issuer_and_account_and_carries_the_secret_in_base_32()
    {
        var address = new Uri(Totp.Address(Secret, "ChatApp", "zhang san"));

        Assert.Equal("otpauth", address.Scheme);
        Assert.Equal("/ChatApp:zhang%20san", address.AbsolutePath);
        Assert.Equal("?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ChatApp", address.Query);
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.Shown(Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("１２３４５６")]
    [InlineData("abcdef")]
    public void What_is_no_code_fits_no_step(string code) => Assert.Null(Totp.FindStep(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void Recovery_codes_look_like_themselves_and_nothing_else_does()
    {
        Assert.All(RecoveryCodes.Create(), code => Assert.True(RecoveryCodes.IsPossible(code) && code.Length == 14));
        Assert.False(RecoveryCodes.IsPossible("123456"));
        Assert.False(RecoveryCodes.IsPossible("OOOO-IIII-0011"));
    }
}

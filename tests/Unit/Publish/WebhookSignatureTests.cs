using System.Text;
using CostGuard.Core.Errors;
using CostGuard.Publish;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// <summary>The reference vector of Standard Webhooks.</summary>
    [Fact]
    public void Of_ReferenceVector_IsItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));

    [Fact]
    public void Of_TwoSecrets_HasBothSignatures()
    {
        string both = WebhookSignature.Of([Secret, "whsec_" + Convert.ToBase64String(new byte[32])], "msg_1", 1, [1]);

        Assert.Equal(2, both.Split(' ').Distinct().Count());
        Assert.StartsWith(WebhookSignature.Of([Secret], "msg_1", 1, [1]), both, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_short")]
    [InlineData("whsec_c2hvcnQ=")]
    public void Of_NoSecret_IsRefusedWithoutShowingIt(string secret)
    {
        CostGuardException refused = Assert.Throws<CostGuardException>(() => WebhookSignature.Of([secret], "msg_1", 1, []));
        Assert.Equal("CG2622", refused.Problem.Code);
        Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
    }
}

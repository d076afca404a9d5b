using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Values;

public sealed class XmlTextTests
{
    [Theory]
    [InlineData("Größe 5 % \t\r\n🙂", "Größe 5 % \t\r\n🙂")]
    [InlineData("a\u001b[31mb\u0000\u0007", "a[31mb")]
    [InlineData("a\uFFFEb\uFFFF", "ab")]
    [InlineData("", "")]
    public void Clean_ForbiddenCharacters_AreLeftOut(string text, string clean) => Assert.Equal(clean, WritableText.Clean(text));

    [Fact]
    public void Clean_HalvesOfPairs_AreLeftOut() => Assert.Equal("a🙂b", WritableText.Clean("\uDE42a🙂b\uD83D"));
}

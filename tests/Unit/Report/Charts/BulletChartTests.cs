using System.Buffers.Binary;
using CostGuard.Report.Charts;
using SkiaSharp;
using Xunit;

namespace CostGuard.Unit.Report.Charts;

public sealed class BulletChartTests
{
    private static readonly Bullet[] Payments = [new("Payments", 23_610m, 48_000m, 52_135.71m)];

    [Fact]
    public void Render_OneRow_IsAPngOf1104PixelsBelow60KB()
    {
        byte[] png = BulletChart.Render("Payments", Payments, "USD");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(1104, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(BulletChart.HeightPx(1), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(png.Length <= 60 * 1024);
    }

    [Fact]
    public void Render_EightTeams_StaysBelow60KB() => Assert.True(
        BulletChart.Render("Teams", [.. Enumerable.Range(1, 8).Select(i => new Bullet($"Team number {i}", i * 1_234m, i * 2_000m, i * 2_100m))], "USD").Length <= 60 * 1024);

    [Fact]
    public void Render_Twice_SameBytes() =>
        Assert.Equal(BulletChart.Render("Payments", Payments, "USD"), BulletChart.Render("Payments", Payments, "USD"));

    [Theory]
    [InlineData(26, 90)] // title, bold face
    [InlineData(100, 132)] // caption over the bar, regular face
    [InlineData(198, 260)] // axis
    public void Render_Texts_AreReallyDrawn(int top, int bottom)
    {
        using SKBitmap image = SKBitmap.Decode(BulletChart.Render("Payments", Payments, "USD"));
        Assert.True(DarkPixels(image, 30, 1070, top, bottom) > 200, $"no text between {top} and {bottom}");
    }

    [Fact]
    public void Render_WithoutTitle_LeavesItsPlaceWhite()
    {
        using SKBitmap image = SKBitmap.Decode(BulletChart.Render(null, Payments, "USD"));
        Assert.Equal(0, DarkPixels(image, 30, 1070, 26, 88));
    }

    [Fact]
    public void Render_Always_WhiteWithPaddingAndBorder()
    {
        using SKBitmap image = SKBitmap.Decode(BulletChart.Render("Payments", Payments, "USD"));
        Assert.Equal(new SKColor(0x52, 0x60, 0x6D), image.GetPixel(0, 100));
        Assert.Equal(0, DarkPixels(image, 3, 25, 3, image.Height - 3));
        Assert.Equal(new SKColor(0x1F, 0x29, 0x33), image.GetPixel(300, 160));
    }

    [Fact]
    public void Render_CreditsAndZeroAndNoBudget_Draws() => Assert.NotEmpty(
        BulletChart.Render("Odd", [new("Credits", -500m, null, null), new("Nothing", 0m, 0m, 0m)], "JPY"));

    private static int DarkPixels(SKBitmap image, int left, int right, int top, int bottom)
    {
        int dark = 0;
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                if (image.GetPixel(x, y) is { Red: < 200 }) dark++;
        return dark;
    }
}

using ActorProxy.Mappings.Shadows;
using static ActorProxy.Shadowing.Tests.Comparing.Replies;

namespace ActorProxy.Shadowing.Tests.Comparing.Json;

public sealed class JsonComparisonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,{"c":null}]}""", """ { "b" : [ 1 , { "c" : null } ] , "a" : 1 } """)]
    [InlineData("""{"a":1.0}""", """{"a":1}""")]
    [InlineData("""{"a":1e2}""", """{"a":100}""")]
    [InlineData("""{"a":-0.0}""", """{"a":0}""")]
    [InlineData("""{"a":12345678901234567890123456789}""", """{"a":12345678901234567890123456789.0}""")]
    [InlineData("\"\\u00e9\\/\"", "\"é/\"")]
    [InlineData("[]", " [ ] ")]
    public void What_means_the_same_is_the_same(string production, string shadow) => Assert.Equal("", JsonDifferences(production, shadow));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "$.a value")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "$.a type")]
    [InlineData("""{"a":1}""", """{"a":null}""", "$.a type")]
    [InlineData("""{"a":true}""", """{"a":false}""", "$.a value")]
    [InlineData("""{"a":1}""", """{}""", "$.a missing")]
    [InlineData("""{}""", """{"a":null}""", "$.a added")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"c":2}}}""", "$.a.b.c value")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", "$.a type")]
    [InlineData("[]", "{}", "$ type")]
    [InlineData("""{"two words":1}""", """{"two words":2}""", "$['two words'] value")]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""", "$.a value")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""", "$.a missing; $.a value")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":3}""", "$.a value")]
    [InlineData("""{"a":1e999999999999}""", """{"a":1e999999999998}""", "$.a value")]
    public void What_differs_is_named_by_path_and_kind(string production, string shadow, string expected) =>
        Assert.Equal(expected, JsonDifferences(production, shadow));

    [Theory]
    [InlineData("[1,2,3]", "[1,9,3]", "$[*] value")]
    [InlineData("[1,2,3,4]", "[0,1,2,3,4]", "$ length; $[*] added")]
    [InlineData("[1,2,3,4]", "[1,3,4]", "$ length; $[*] missing")]
    [InlineData("[1,2,3]", "[3,1,2]", "$ order")]
    [InlineData("[1,1,2]", "[1,2,1]", "$ order")]
    [InlineData("[1,1]", "[1]", "$ length; $[*] missing")]
    [InlineData("""[{"v":1},{"v":2},{"v":3}]""", """[{"v":1},{"v":7},{"v":3}]""", "$[*].v value")]
    [InlineData("""[{"v":1},{"v":2},{"v":3}]""", """[{"v":0},{"v":1},{"v":2},{"v":3}]""", "$ length; $[*] added")]
    public void Elements_find_their_counterparts(string production, string shadow, string expected) =>
        Assert.Equal(expected, JsonDifferences(production, shadow));

    [Fact]
    public void Elements_with_a_name_are_compared_with_the_one_of_that_name() =>
        Assert.Equal(
            "$ order; $[*].price value",
            JsonDifferences(
                """[{"id":"a","price":1},{"id":"b","price":2},{"id":"c","price":3}]""", """[{"id":"c","price":3},{"id":"b","price":9},{"id":"a","price":8}]"""));

    [Fact]
    public void A_change_inside_and_an_insertion_before_it_are_told_apart() =>
        Assert.Equal(
            "$.l length; $.l[*] added; $.l[*].v value",
            JsonDifferences("""{"l":[{"id":1,"v":1},{"id":2,"v":2}]}""", """{"l":[{"id":3,"v":3},{"id":1,"v":1},{"id":2,"v":5}]}"""));

    [Fact]
    public void Indices_and_names_that_are_identifiers_are_grouped() =>
        Assert.Equal(
            "$.byId[*].n value; $.hashes[*] missing",
            JsonDifferences(
                """{"byId":{"17":{"n":1},"18":{"n":2}},"hashes":{"deadbeef0123":1}}""", """{"byId":{"17":{"n":3},"18":{"n":4}},"hashes":{}}"""));

    [Theory]
    [InlineData("$.t")]
    [InlineData("$..t")]
    [InlineData("$.*")]
    [InlineData("$['t']")]
    [InlineData("$[\"t\"]")]
    [InlineData("$")]
    public void Ignored_paths_do_not_count(string path) =>
        Assert.Equal("", JsonDifferences("""{"t":1}""", """{"t":2}""", new CompareSettings { Ignore = [path] }));

    [Fact]
    public void Ignored_paths_reach_into_arrays_and_any_depth()
    {
        var settings = new CompareSettings { Ignore = ["$.items[*].at", "$..trace", "$.first[0]"] };

        Assert.Equal(
            "$.first[*] value; $.items[*].n value",
            JsonDifferences(
                """{"items":[{"at":1,"n":1,"deep":{"trace":1}}],"trace":1,"first":[1,2]}""",
                """{"items":[{"at":2,"n":2,"deep":{"trace":2}}],"first":[9,3]}""",
                settings));
    }

    [Theory]
    [InlineData("$.tags")]
    [InlineData("$.tags[*]")]
    public void The_order_of_unordered_arrays_does_not_count(string path)
    {
        var settings = new CompareSettings { Unordered = [path] };

        Assert.Equal("", JsonDifferences("""{"tags":[1,2,{"a":1}]}""", """{"tags":[{"a":1},2,1]}""", settings));
        Assert.Equal("$.tags length; $.tags[*] missing", JsonDifferences("""{"tags":[1,2,2]}""", """{"tags":[2,1]}""", settings));
        Assert.Equal("$.other order", JsonDifferences("""{"other":[1,2]}""", """{"other":[2,1]}""", settings));
    }

    [Theory]
    [InlineData("""{"a":100.0}""", """{"a":100.9}""", "")]
    [InlineData("""{"a":100.0}""", """{"a":102}""", "$.a value")]
    [InlineData("""{"a":0}""", """{"a":0.0001}""", "$.a value")]
    [InlineData("""{"a":[1.001,2]}""", """{"a":[1,2.002]}""", "")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", "$.a[*] value")]
    [InlineData("""{"u":[1.001,{"x":5},700,{"x":6}]}""", """{"u":[{"x":6.001},702,{"x":5.001},1]}""", "")]
    [InlineData("""{"u":[1,2,3]}""", """{"u":[3,1,20]}""", "$.u[*] value")]
    public void Numbers_within_the_tolerance_are_the_same(string production, string shadow, string expected) =>
        Assert.Equal(expected, JsonDifferences(production, shadow, new CompareSettings { NumericTolerance = 0.01, Unordered = ["$.u"] }));

    [Fact]
    public void Replacements_are_made_in_texts() =>
        Assert.Equal(
            "$.n value",
            JsonDifferences("""{"s":"order 17","n":17}""", """{"s":"order 18","n":18}""", new CompareSettings { Normalise = [new Normalisation("[0-9]+", "N")] }));

    [Theory]
    [InlineData("{", "{ ")]
    [InlineData("""{"a":1}x""", """{"a":1}y""")]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ud801"}""")]
    public void What_is_not_JSON_is_compared_by_bytes(string production, string shadow) => Assert.Equal("body value", JsonDifferences(production, shadow));

    [Fact]
    public void JSON_against_something_else_is_another_type()
    {
        Assert.Equal("body type", Differences(JsonReply("{}"), Text("<p>", "text/html")));
        Assert.Equal("body type", JsonDifferences("{}", "{"));
    }

    [Fact]
    public void JSON_without_its_content_type_is_recognised() => Assert.Equal("$.a value", Differences(Text("""{"a":1}"""), Text(""" {"a":2}""", "")));

    [Fact]
    public void By_bytes_the_order_of_members_counts() =>
        Assert.Equal("body value", JsonDifferences("""{"a":1,"b":2}""", """{"b":2,"a":1}""", new CompareSettings { Body = BodyComparison.Bytes }));

    [Fact]
    public void Nesting_beyond_the_limit_falls_back_to_bytes()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        Assert.Equal("", JsonDifferences(deep, deep));
        Assert.Equal("body value", JsonDifferences(deep, deep + " "));
    }
}

//! Places boxes in layers and leads edges between them, so that no box lies on another and no
//! edge runs through one.
//!
//! The way is the usual one of layered drawings: each box stands one layer below its lowest
//! parent; an edge is cut into pieces from layer to layer, and its label is such a piece; the
//! order in a layer follows the neighbours' mean place; then every place moves towards its
//! neighbours as far as the order leaves room. Equal input gives equal places.

/// How far boxes of a layer stand from one another.
const GAP: f64 = 24.0;
/// How far layers stand from one another.
const BETWEEN: f64 = 26.0;
/// How wide the lane of an edge without a label is.
const LANE: f64 = 14.0;
/// How often the layers are put in order, and then moved.
const SWEEPS: usize = 24;

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// An edge between two boxes, with the room that its label needs.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// The upper box.
    pub from: usize,
    /// The lower box.
    pub to: usize,
    /// The room of its label.
    pub label: Size,
}

/// A point of a drawing, counted from its left upper corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Where everything stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The whole drawing.
    pub size: Size,
    /// The middle of each box.
    pub boxes: Vec<Point>,
    /// For each edge, the middle of its label.
    pub labels: Vec<Point>,
    /// For each edge, the points that it goes through from layer to layer: it runs straight
    /// down inside a layer, and bends between two.
    pub edges: Vec<Vec<Point>>,
}

/// A box, or a piece of an edge.
struct Piece {
    layer: usize,
    width: f64,
    height: f64,
    x: f64,
    /// The pieces above and below that it is joined to.
    above: Vec<usize>,
    below: Vec<usize>,
}

/// Places boxes and edges. Edges may not go round in circles.
pub fn layout(boxes: &[Size], edges: &[Edge]) -> Placement {
    let depths = depths(boxes.len(), edges);
    let mut pieces: Vec<Piece> = Vec::new();
    for (size, depth) in boxes.iter().zip(&depths) {
        // Labels stand in layers of their own, between those of the boxes.
        pieces.push(piece(2 * depth, size.width, size.height));
    }
    let mut chains = Vec::new();
    for edge in edges {
        chains.push(chain(
            &mut pieces,
            edge,
            2 * depths[edge.from],
            2 * depths[edge.to],
        ));
    }
    let last = pieces.iter().map(|piece| piece.layer).max().unwrap_or(0);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
    for index in first_order(&pieces, boxes.len()) {
        layers[pieces[index].layer].push(index);
    }
    order(&pieces, &mut layers);
    set(&mut pieces, &layers);
    let bands = bands(&pieces, &layers);
    let middle = |index: usize| {
        let (top, height) = bands[pieces[index].layer];
        Point {
            x: pieces[index].x,
            y: top + height / 2.0,
        }
    };
    let right = pieces.iter().map(|piece| piece.x + piece.width / 2.0);
    Placement {
        size: Size {
            width: right.fold(0.0, f64::max),
            height: bands.last().map_or(0.0, |(top, height)| top + height),
        },
        boxes: (0..boxes.len()).map(middle).collect(),
        labels: chains.iter().map(|chain| middle(chain[1])).collect(),
        edges: chains
            .iter()
            .map(|chain| line(&pieces, &bands, chain))
            .collect(),
    }
}

fn piece(layer: usize, width: f64, height: f64) -> Piece {
    Piece {
        layer,
        width,
        height,
        x: 0.0,
        above: Vec::new(),
        below: Vec::new(),
    }
}

/// For each box, how many edges lead down to it on the longest way.
fn depths(boxes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut depths = vec![0; boxes];
    // As many rounds as there are boxes settle every way that goes round in no circle.
    for _ in 0..boxes {
        let mut settled = true;
        for edge in edges {
            if depths[edge.to] <= depths[edge.from] {
                depths[edge.to] = depths[edge.from] + 1;
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    depths
}

/// The pieces of an edge, both boxes included; the second one carries the label.
fn chain(pieces: &mut Vec<Piece>, edge: &Edge, from: usize, to: usize) -> Vec<usize> {
    let mut chain = vec![edge.from];
    for layer in from + 1..to {
        let (width, height) = if layer == from + 1 {
            (edge.label.width.max(LANE), edge.label.height)
        } else {
            (LANE, 0.0)
        };
        chain.push(pieces.len());
        pieces.push(piece(layer, width, height));
    }
    chain.push(edge.to);
    for pair in chain.windows(2) {
        pieces[pair[0]].below.push(pair[1]);
        pieces[pair[1]].above.push(pair[0]);
    }
    chain
}

/// The pieces as they are met from the first box downwards, depth first: a good first order.
fn first_order(pieces: &[Piece], boxes: usize) -> Vec<usize> {
    let mut seen = vec![false; pieces.len()];
    let mut found = Vec::new();
    for root in (0..boxes).filter(|index| pieces[*index].above.is_empty()) {
        let mut waiting = vec![root];
        while let Some(index) = waiting.pop() {
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            found.push(index);
            waiting.extend(pieces[index].below.iter().rev());
        }
    }
    found
}

/// Puts each layer in the order of its neighbours, downwards and upwards by turns, and keeps
/// the order with the fewest crossings.
fn order(pieces: &[Piece], layers: &mut Vec<Vec<usize>>) {
    let mut best = layers.clone();
    let mut fewest = crossings(pieces, layers);
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let count = layers.len();
        for step in 1..count {
            let layer = if down { step } else { count - 1 - step };
            let other = if down { layer - 1 } else { layer + 1 };
            let ranks = ranks(pieces.len(), &layers[other]);
            let mean = |index: usize| {
                let piece = &pieces[index];
                let near = if down { &piece.above } else { &piece.below };
                let sum: f64 = near.iter().map(|other| ranks[*other]).sum();
                (!near.is_empty()).then(|| sum / near.len() as f64)
            };
            let own = ranks_of(&layers[layer], pieces.len());
            let key = |index: &usize| mean(*index).unwrap_or(own[*index]);
            layers[layer].sort_by(|a, b| key(a).total_cmp(&key(b)));
        }
        let found = crossings(pieces, layers);
        if found < fewest {
            fewest = found;
            best.clone_from(layers);
        }
    }
    *layers = best;
}

fn ranks(count: usize, layer: &[usize]) -> Vec<f64> {
    let mut ranks = vec![0.0; count];
    for (rank, index) in layer.iter().enumerate() {
        ranks[*index] = rank as f64;
    }
    ranks
}

fn ranks_of(layer: &[usize], count: usize) -> Vec<f64> {
    ranks(count, layer)
}

/// How many pairs of edge pieces cross.
fn crossings(pieces: &[Piece], layers: &[Vec<usize>]) -> usize {
    let mut total = 0;
    for pair in layers.windows(2) {
        let ranks = ranks(pieces.len(), &pair[1]);
        let mut ends: Vec<(usize, f64)> = Vec::new();
        for (rank, index) in pair[0].iter().enumerate() {
            let below = pieces[*index].below.iter();
            ends.extend(below.map(|other| (rank, ranks[*other])));
        }
        for (at, one) in ends.iter().enumerate() {
            let later = ends[at + 1..].iter();
            total += later
                .filter(|other| {
                    (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1)
                })
                .count();
        }
    }
    total
}

/// Gives each piece its place from left to right.
fn set(pieces: &mut [Piece], layers: &[Vec<usize>]) {
    for layer in layers {
        let wanted = vec![0.0; layer.len()];
        put(pieces, layer, &wanted);
    }
    for sweep in 0..SWEEPS {
        let turn: Vec<usize> = if sweep % 2 == 0 {
            (0..layers.len()).collect()
        } else {
            (0..layers.len()).rev().collect()
        };
        for layer in turn {
            let layer = &layers[layer];
            let wanted: Vec<f64> = layer
                .iter()
                .map(|index| {
                    let piece = &pieces[*index];
                    // The last sweeps look both ways, so that chains end straight.
                    let near: Vec<usize> = match (sweep % 2 == 0, sweep + 4 < SWEEPS) {
                        (_, false) => [&piece.above[..], &piece.below[..]].concat(),
                        (true, true) => piece.above.clone(),
                        (false, true) => piece.below.clone(),
                    };
                    let sum: f64 = near.iter().map(|other| pieces[*other].x).sum();
                    if near.is_empty() {
                        piece.x
                    } else {
                        sum / near.len() as f64
                    }
                })
                .collect();
            put(pieces, layer, &wanted);
        }
    }
    let left = pieces.iter().map(|piece| piece.x - piece.width / 2.0);
    let left = left.fold(f64::INFINITY, f64::min);
    for piece in pieces {
        piece.x -= left;
    }
}

/// Puts the pieces of a layer as near to where they want to be as their order and widths allow.
///
/// Without the widths this is a regression that may not fall, for which pooling neighbours that
/// stand the wrong way round gives the least squares.
fn put(pieces: &mut [Piece], layer: &[usize], wanted: &[f64]) {
    let mut offsets = Vec::new();
    let mut offset = 0.0;
    for (rank, index) in layer.iter().enumerate() {
        if rank > 0 {
            offset += (pieces[layer[rank - 1]].width + pieces[*index].width) / 2.0 + GAP;
        }
        offsets.push(offset);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (want, offset) in wanted.iter().zip(&offsets) {
        pools.push((want - offset, 1));
        while let [.., (before, many), (after, few)] = pools.as_slice() {
            if before <= after {
                break;
            }
            let count = many + few;
            let mean = (before * *many as f64 + after * *few as f64) / count as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, count));
        }
    }
    let values = pools
        .iter()
        .flat_map(|(value, count)| std::iter::repeat_n(*value, *count));
    for ((index, value), offset) in layer.iter().zip(values).zip(&offsets) {
        pieces[*index].x = value + offset;
    }
}

/// The top and the height of each layer.
fn bands(pieces: &[Piece], layers: &[Vec<usize>]) -> Vec<(f64, f64)> {
    let mut top = 0.0;
    let mut bands = Vec::new();
    for layer in layers {
        let heights = layer.iter().map(|index| pieces[*index].height);
        let height = heights.fold(0.0, f64::max);
        bands.push((top, height));
        top += height + BETWEEN;
    }
    bands
}

/// The way of an edge: out of its box, straight through each layer, into its box.
fn line(pieces: &[Piece], bands: &[(f64, f64)], chain: &[usize]) -> Vec<Point> {
    let mut points = Vec::new();
    for (at, index) in chain.iter().enumerate() {
        let piece = &pieces[*index];
        let (top, height) = bands[piece.layer];
        let middle = top + height / 2.0;
        let is_first = at == 0;
        let is_last = at + 1 == chain.len();
        let from = if is_first {
            middle + piece.height / 2.0
        } else {
            top
        };
        let to = if is_last {
            middle - piece.height / 2.0
        } else {
            top + height
        };
        points.extend([from, to].map(|y| Point { x: piece.x, y }));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: Size = Size {
        width: 30.0,
        height: 14.0,
    };

    fn edges(pairs: &[(usize, usize)]) -> Vec<Edge> {
        let edges = pairs.iter();
        edges
            .map(|(from, to)| Edge {
                from: *from,
                to: *to,
                label: LABEL,
            })
            .collect()
    }

    /// Everything that takes room, as left, top, right, bottom.
    fn rooms(boxes: &[Size], edges: &[Edge], found: &Placement) -> Vec<(f64, f64, f64, f64)> {
        let indices = found.boxes.iter().zip(boxes.iter().copied());
        let labels = found.labels.iter().zip(edges.iter().map(|edge| edge.label));
        let all = indices.chain(labels).map(|(Point { x, y }, size)| {
            let (width, height) = (size.width / 2.0, size.height / 2.0);
            (x - width, y - height, x + width, y + height)
        });
        all.collect()
    }

    fn check(boxes: &[Size], edges: &[Edge]) {
        let found = layout(boxes, edges);
        assert_eq!(
            found,
            layout(boxes, edges),
            "equal input gives equal places"
        );
        let rooms = rooms(boxes, edges, &found);
        for (index, one) in rooms.iter().enumerate() {
            assert!(one.0 >= -0.01 && one.2 <= found.size.width + 0.01);
            assert!(one.1 >= -0.01 && one.3 <= found.size.height + 0.01);
            for other in &rooms[index + 1..] {
                let apart =
                    one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1;
                assert!(apart, "{one:?} lies on {other:?}");
            }
        }
        for (edge, line) in edges.iter().zip(&found.edges) {
            assert!(
                line.windows(2).all(|pair| pair[0].y <= pair[1].y + 0.01),
                "edges run down"
            );
            for (index, room) in rooms[..boxes.len()].iter().enumerate() {
                if index == edge.from || index == edge.to {
                    continue;
                }
                for pair in line.windows(2) {
                    let inside = |x: f64| room.0 < x && x < room.2;
                    let beside = pair[1].y <= room.1 || pair[0].y >= room.3;
                    assert!(
                        beside || !(inside(pair[0].x) || inside(pair[1].x)),
                        "an edge runs through a box"
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_lies_on_anything_else() {
        let small = Size {
            width: 80.0,
            height: 40.0,
        };
        check(&[small], &[]);
        check(&[small; 3], &edges(&[(0, 1), (0, 2)]));
        check(
            &[small; 4],
            &edges(&[(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)]),
        );
        check(
            &[small; 5],
            &edges(&[(0, 3), (1, 3), (2, 3), (0, 4), (2, 4)]),
        );
    }

    #[test]
    fn boxes_of_any_size_and_number_find_room() {
        let mut seed = 7_u64;
        let mut below = |count: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % count
        };
        for _ in 0..60 {
            let count = 2 + below(25);
            let boxes: Vec<Size> = (0..count)
                .map(|_| Size {
                    width: 40.0 + below(200) as f64,
                    height: 20.0 + below(90) as f64,
                })
                .collect();
            let pairs: Vec<(usize, usize)> = (1..count)
                .flat_map(|to| [(below(to), to), (below(to), to)])
                .collect();
            check(&boxes, &edges(&pairs));
        }
    }
}

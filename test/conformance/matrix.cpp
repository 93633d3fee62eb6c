// RUN: %triple %s
// Linear algebra: a dynamic matrix class, LU with pivots, determinant, inverse, solving, least squares, and a fixed-size
// matrix as a template.
// EVERY: 3
#include <cmath>
#include <initializer_list>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <stdexcept>
#include <vector>

class Singular : public std::runtime_error
{
public:
	explicit Singular(int column) : std::runtime_error("the matrix is singular"), m_column(column) { }
	int column() const { return m_column; }
private:
	int m_column;
};

class Matrix
{
public:
	Matrix(int rows, int columns, double value = 0) : m_rows(rows), m_columns(columns), m_data(rows * columns, value) { }
	Matrix(std::initializer_list<std::initializer_list<double>> rows)
		: m_rows(int(rows.size())), m_columns(int(rows.begin()->size()))
	{
		for (const auto& row : rows)
			m_data.insert(m_data.end(), row.begin(), row.end());
	}
	static Matrix identity(int n)
	{
		Matrix m(n, n);
		for (int i = 0; i < n; ++i) m(i, i) = 1;
		return m;
	}

	double& operator()(int r, int c) { return m_data[r * m_columns + c]; }
	double operator()(int r, int c) const { return m_data[r * m_columns + c]; }
	int rows() const { return m_rows; }
	int columns() const { return m_columns; }

	Matrix operator*(const Matrix& o) const
	{
		if (m_columns != o.m_rows) throw std::invalid_argument("sizes do not fit");
		Matrix result(m_rows, o.m_columns);
		for (int r = 0; r < m_rows; ++r)
			for (int c = 0; c < o.m_columns; ++c)
				for (int k = 0; k < m_columns; ++k)
					result(r, c) += (*this)(r, k) * o(k, c);
		return result;
	}
	Matrix transposed() const
	{
		Matrix t(m_columns, m_rows);
		for (int r = 0; r < m_rows; ++r)
			for (int c = 0; c < m_columns; ++c) t(c, r) = (*this)(r, c);
		return t;
	}
	void swapRows(int a, int b)
	{
		for (int c = 0; c < m_columns; ++c) std::swap((*this)(a, c), (*this)(b, c));
	}

private:
	int m_rows, m_columns;
	std::vector<double> m_data;
};

std::ostream& operator<<(std::ostream& out, const Matrix& m)
{
	for (int r = 0; r < m.rows(); ++r) {
		for (int c = 0; c < m.columns(); ++c)
			out << std::setw(9) << std::round(m(r, c) * 1e4) / 1e4 + 0.0;
		out << '\n';
	}
	return out;
}

class LU
{
public:
	explicit LU(Matrix m) : m_lu(std::move(m)), m_order(m_lu.rows()), m_sign(1)
	{
		std::iota(m_order.begin(), m_order.end(), 0);
		const int n = m_lu.rows();
		for (int k = 0; k < n; ++k) {
			int pivot = k;
			for (int r = k + 1; r < n; ++r)
				if (std::fabs(m_lu(r, k)) > std::fabs(m_lu(pivot, k))) pivot = r;
			if (std::fabs(m_lu(pivot, k)) < 1e-12) throw Singular(k);
			if (pivot != k) {
				m_lu.swapRows(pivot, k);
				std::swap(m_order[pivot], m_order[k]);
				m_sign = -m_sign;
			}
			for (int r = k + 1; r < n; ++r) {
				const double f = m_lu(r, k) /= m_lu(k, k);
				for (int c = k + 1; c < n; ++c) m_lu(r, c) -= f * m_lu(k, c);
			}
		}
	}
	double determinant() const
	{
		double d = m_sign;
		for (int i = 0; i < m_lu.rows(); ++i) d *= m_lu(i, i);
		return d;
	}
	Matrix solve(const Matrix& b) const
	{
		const int n = m_lu.rows();
		Matrix x(n, b.columns());
		for (int c = 0; c < b.columns(); ++c) {
			for (int r = 0; r < n; ++r) {
				x(r, c) = b(m_order[r], c);
				for (int k = 0; k < r; ++k) x(r, c) -= m_lu(r, k) * x(k, c);
			}
			for (int r = n - 1; r >= 0; --r) {
				for (int k = r + 1; k < n; ++k) x(r, c) -= m_lu(r, k) * x(k, c);
				x(r, c) /= m_lu(r, r);
			}
		}
		return x;
	}
private:
	Matrix m_lu;
	std::vector<int> m_order;
	int m_sign;
};

template <int R, int C>
struct Fixed
{
	double a[R][C];

	template <int D>
	Fixed<R, D> operator*(const Fixed<C, D>& o) const
	{
		Fixed<R, D> result = {};
		for (int r = 0; r < R; ++r)
			for (int d = 0; d < D; ++d)
				for (int c = 0; c < C; ++c) result.a[r][d] += a[r][c] * o.a[c][d];
		return result;
	}
	double trace() const
	{
		static_assert(R == C, "a trace needs a square matrix");
		double t = 0;
		for (int i = 0; i < R; ++i) t += a[i][i];
		return t;
	}
};

int main()
{
	const Matrix a{{2, 1, 1}, {4, -6, 0}, {-2, 7, 2}};
	const LU lu(a);
	std::cout << "determinant " << lu.determinant() << '\n';
	std::cout << lu.solve({{5}, {-2}, {9}});
	const Matrix inverse = lu.solve(Matrix::identity(3));
	std::cout << inverse << a * inverse;

	try {
		LU(Matrix{{1, 2}, {2, 4}});
	} catch (const Singular& e) {
		std::cout << e.what() << " in column " << e.column() << '\n';
	}
	try {
		std::cout << a * Matrix(2, 2, 1.0);
	} catch (const std::invalid_argument& e) {
		std::cout << e.what() << '\n';
	}

	const double xs[] = {0, 1, 2, 3}, ys[] = {1, 2.9, 5.2, 7.1};
	Matrix design(4, 2, 1), y(4, 1);
	for (int i = 0; i < 4; ++i) {
		design(i, 1) = xs[i];
		y(i, 0) = ys[i];
	}
	const Matrix t = design.transposed();
	std::cout << LU(t * design).solve(t * y);

	const Fixed<2, 3> f = {{{1, 2, 3}, {4, 5, 6}}};
	const Fixed<3, 2> g = {{{1, 0}, {0, 1}, {2, 2}}};
	std::cout << (f * g).trace() << ' ' << (g * f).trace() << '\n';
}
